namespace Supervision.Breakers;

/// <summary>
/// The state machine of a breaker: it knows the time that it is told, and nobody's calls. Under the breaker's lock, and no user code in it.
/// <code>
/// state      lets through             left, to
/// Closed     all                      too many failed or slow: Open     a slice too slow: Throttled
/// Throttled  a share, drawn           as Closed                         share whole again: Closed
/// Open       none                     break over, or all it is tied to up again: HalfOpen
/// HalfOpen   Probes, once a break     all succeeded: Closed             one failed: Open
/// Isolated   none                     Close: Closed
/// any                                 Isolate: Isolated                 what it is tied to is down: Open
/// </code>
/// Each entry of a state but of Throttled, and each return to Closed but from it, begins a new term. How a call of an earlier term ends is counted,
/// and changes nothing else.
/// </summary>
internal sealed class Circuit(string name, CircuitBreakerOptions options, ProcessRuntime runtime)
{
    private const double Fall = 0.7;
    private const double Rise = 0.1;

    /// <summary>As long as for ever, and short enough to be added to any moment.</summary>
    private const double Longest = long.MaxValue / 4d;

    private readonly CallWindow _window = new(Math.Max(1, Timestamps(options.SamplingDuration, runtime.Time) / CallWindow.Slices));
    private readonly long _latencyTarget = options.LatencyTarget is { } target ? Timestamps(target, runtime.Time) : long.MaxValue;
    private readonly Queue<Report.CircuitChanged> _news = new();
    private FollowedChild[] _tiedTo = [];
    private string _why = "new";
    private int _term;

    /// <summary>How often in a row it has opened without having closed.</summary>
    private int _openings;

    /// <summary>When the break, or the patience with the probes, is over.</summary>
    private long _until;

    /// <summary>True while the break lasts because something is down.</summary>
    private bool _isDown;

    private int _probesLeft;
    private int _probesSucceeded;

    /// <summary>How many calls there were.</summary>
    internal CircuitCounts Counts { get; private set; }

    internal CircuitState State { get; private set; }

    /// <summary>The share of calls that is let through while throttled; else 1.</summary>
    internal double Share { get; private set; } = 1;

    /// <summary>The change of state that was told to nobody yet and is to be told next; null when there is none.</summary>
    internal Report.CircuitChanged? NextNews => _news.TryDequeue(out Report.CircuitChanged? news) ? news : null;

    internal bool HasNews => _news.Count > 0;

    internal static long Timestamps(TimeSpan span, TimeProvider time) => (long)Math.Min(span.TotalSeconds * time.TimestampFrequency, Longest);

    internal void Start(long now) => _window.Clear(now);

    internal void TieTo(FollowedChild child) => _tiedTo = [.. _tiedTo, child];

    /// <summary>Lets a call through, or not.</summary>
    internal bool TryEnter(long now, out bool isProbe, out int term, out CircuitRefusal refusal)
    {
        Look(now);
        refusal = default;
        isProbe = State == CircuitState.HalfOpen && _probesLeft > 0;
        term = _term;
        bool isAdmitted = isProbe || State == CircuitState.Closed || (State == CircuitState.Throttled && Draw() < Share);
        if (isAdmitted)
        {
            _probesLeft -= isProbe ? 1 : 0;
            Counts = Counts with { Admitted = Counts.Admitted + 1 };
            return true;
        }

        Counts = Counts with { Rejected = Counts.Rejected + 1 };
        refusal = new CircuitRefusal(State, _why, RetryAfter(now));
        return false;
    }

    /// <summary>A call that was let through has ended.</summary>
    internal void End(in CircuitPass pass, long now, CallOutcome outcome)
    {
        bool isSlow = outcome != CallOutcome.Abandoned && now - pass.Began > _latencyTarget;
        Count(outcome, isSlow);
        Look(now);
        if (pass.Term != _term)
        {
            return;
        }

        if (State == CircuitState.HalfOpen)
        {
            EndProbe(now, outcome);
        }
        else if (outcome != CallOutcome.Abandoned && State is CircuitState.Closed or CircuitState.Throttled)
        {
            _window.Add(outcome == CallOutcome.Failed, isSlow);
            OpenIfBad(now);
        }
    }

    internal void Isolate(long now)
    {
        Look(now);
        Enter(CircuitState.Isolated, "isolated by hand");
    }

    internal void Close(long now)
    {
        Enter(CircuitState.Closed, "closed by hand");
        _openings = 0;
        _window.Clear(now);
        Look(now);
    }

    /// <summary>What time and others have changed since.</summary>
    internal void Look(long now)
    {
        if (State == CircuitState.Isolated)
        {
            return;
        }

        FollowedChild? down = Array.Find(_tiedTo, static child => !child.IsUp);
        if (down is not null)
        {
            BreakWhileDown(down);
        }
        else if (State == CircuitState.Open && (_isDown || now >= _until))
        {
            TryAgain(now, _isDown ? "what it is tied to runs again" : "the break is over");
        }
        else if (State == CircuitState.HalfOpen && now >= _until)
        {
            TryAgain(now, "calls to try have not ended");
        }
        else if (State is CircuitState.Closed or CircuitState.Throttled)
        {
            PassSlices(now);
        }
    }

    private void Count(CallOutcome outcome, bool isSlow) => Counts = Counts with
    {
        Succeeded = Counts.Succeeded + (outcome == CallOutcome.Succeeded ? 1 : 0),
        Failed = Counts.Failed + (outcome == CallOutcome.Failed ? 1 : 0),
        Abandoned = Counts.Abandoned + (outcome == CallOutcome.Abandoned ? 1 : 0),
        Slow = Counts.Slow + (isSlow ? 1 : 0),
    };

    private void EndProbe(long now, CallOutcome outcome)
    {
        if (outcome == CallOutcome.Abandoned)
        {
            _probesLeft++;
        }
        else if (outcome == CallOutcome.Failed)
        {
            Break(now, "a call to try failed");
        }
        else if (++_probesSucceeded == options.Probes)
        {
            Enter(CircuitState.Closed, "calls to try succeeded");
            _openings = 0;
            _window.Clear(now);
        }
    }

    private void OpenIfBad(long now)
    {
        CallWindow.Slice total = _window.Total;
        if (total.Calls < options.MinimumThroughput)
        {
            return;
        }

        if (total.Failed >= options.FailureRatio * total.Calls)
        {
            Break(now, CircuitErrors.SomeOfAll(total.Failed, total.Calls, "failed"));
        }
        else if (options.SlowCallRatio is { } ratio && total.Slow >= ratio * total.Calls)
        {
            Break(now, CircuitErrors.SomeOfAll(total.Slow, total.Calls, "were slow"));
        }
    }

    private void Break(long now, string why)
    {
        _openings++;
        TimeSpan duration = options.Backoff?.DelayOf(_openings, runtime) ?? options.BreakDuration;
        _until = now + Timestamps(duration, runtime.Time);
        _isDown = false;
        Enter(CircuitState.Open, why);
    }

    private void BreakWhileDown(FollowedChild down)
    {
        if (State != CircuitState.Open || !_isDown)
        {
            _isDown = true;
            Enter(CircuitState.Open, $"'{down.Id}' is down");
        }
    }

    private void TryAgain(long now, string why)
    {
        _isDown = false;
        _until = now + Timestamps(options.BreakDuration, runtime.Time);
        _probesLeft = options.Probes;
        _probesSucceeded = 0;
        Enter(CircuitState.HalfOpen, why);
    }

    /// <summary>Slices of the window have ended: the last of them says whether calls are slow, those without calls say nothing and give room.</summary>
    private void PassSlices(long now)
    {
        long ended = _window.Advance(now, out CallWindow.Slice last);
        if (ended == 0 || options.ThrottleRatio is not { } ratio)
        {
            return;
        }

        double enough = Math.Max(1, options.MinimumThroughput * Share / CallWindow.Slices);
        bool isSlow = last.Calls >= enough && last.Slow >= ratio * last.Calls;
        Share = isSlow ? Math.Max(options.MinimumShare, Share * Fall) : Share + Rise;
        Share = Math.Min(1, Share + (Rise * (ended - 1)));
        if (State == CircuitState.Closed && Share < 1)
        {
            Change(CircuitState.Throttled, CircuitErrors.SomeOfAll(last.Slow, last.Calls, "were slow"));
        }
        else if (State == CircuitState.Throttled && Share >= 1)
        {
            Change(CircuitState.Closed, "calls are fast again");
        }
    }

    /// <summary>A new term: what was under way before does not count in it.</summary>
    private void Enter(CircuitState state, string why)
    {
        _term++;
        Share = 1;
        Change(state, why);
    }

    private void Change(CircuitState state, string why)
    {
        _why = why;
        if (State != state)
        {
            _news.Enqueue(new Report.CircuitChanged(name, State, state, why));
            State = state;
        }
    }

    private TimeSpan? RetryAfter(long now) => State switch
    {
        CircuitState.Isolated => null,
        CircuitState.Throttled => options.SamplingDuration / CallWindow.Slices,
        _ => _isDown ? null : runtime.Time.GetElapsedTime(now, Math.Max(now, _until)),
    };

    /// <summary>From 0 to below 1; the production source gives 63 bits, so the lowest are taken.</summary>
    private double Draw() => (runtime.Scheduler.NextRandom() & ((1UL << 53) - 1)) / (double)(1UL << 53);
}
