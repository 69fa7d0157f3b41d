using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Diagnostics;

/// <summary>What a runtime tells meters and tracers. While nobody listens, each question here is whether a field is null. Those who listen are foreign
/// code on the turns of processes, and between the decision of a call and its reply: what they throw is told and goes no further.</summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>The name of the meter and of the source.</summary>
    internal const string Name = "Supervision";

    /// <summary>From ten microseconds to ten seconds. Exporters that are told none take bounds for milliseconds, and every call is in the first.</summary>
    private static readonly InstrumentAdvice<double> CallBounds = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Meter? _meter;
    private readonly ActivitySource? _traces;
    private readonly bool _ownsMeter;
    private readonly bool _ownsTraces;
    private readonly Counter<long>? _messages;
    private readonly Counter<double>? _busy;
    private readonly Histogram<double>? _calls;
    private readonly Counter<long>? _restarts;
    private readonly Counter<long>? _crashes;
    private readonly Counter<long>? _deadLetters;
    private readonly Counter<long>? _abandoned;
    private readonly Counter<long>? _circuitChanges;

    /// <param name="meter">Where measurements go; null for one of its own, or for none.</param>
    /// <param name="traces">Where traces go; null for a source of its own, or for none.</param>
    /// <param name="makesOwn">Whether to make what is not given. A runtime for a test is made thousands of times a second and makes none.</param>
    internal Telemetry(Meter? meter, ActivitySource? traces, bool makesOwn)
    {
        _ownsMeter = meter is null && makesOwn;
        _ownsTraces = traces is null && makesOwn;
        _meter = _ownsMeter ? new Meter(Name) : meter;
        _traces = _ownsTraces ? new ActivitySource(Name) : traces;
        _messages = _meter?.CreateCounter<long>("supervision.messages", "{message}", "Messages and calls that were taken out of mailboxes.");
        _busy = _meter?.CreateCounter<double>("supervision.busy.time", "s", "How long processes have had a thread.");
        _calls = _meter?.CreateHistogram("supervision.call.duration", "s", "How long calls waited, by how they ended.", null, CallBounds);
        _restarts = _meter?.CreateCounter<long>("supervision.restarts", "{restart}", "Restarts that supervisors have begun, by supervisor.");
        _crashes = _meter?.CreateCounter<long>("supervision.crashes", "{process}", "Processes that their own code has ended with a crash.");
        _deadLetters = _meter?.CreateCounter<long>("supervision.dead_letters", "{message}", "Messages that reached nobody, by cause.");
        _abandoned = _meter?.CreateCounter<long>("supervision.stragglers.abandoned", "{process}", "Processes that were declared dead while their code ran.");
        _circuitChanges = _meter?.CreateCounter<long>("supervision.breaker.changes", "{change}", "Changes of circuit breakers, by breaker and new state.");
    }

    /// <summary>Is told what listeners throw. Set before anything is told to them.</summary>
    internal Action<Exception> ListenerThrew { get; set; } = static _ => { };

    /// <summary>Where measurements go; null for nowhere.</summary>
    internal Meter? Meter => _meter;

    /// <summary>Whether anybody counts what turns do.</summary>
    internal bool CountsTurns => _messages is { Enabled: true } || _busy is { Enabled: true };

    /// <summary>Whether a call must remember when it began or where it belongs.</summary>
    internal bool MarksCalls => _calls is { Enabled: true } || IsInActivity;

    internal bool IsTracing => _traces is not null && _traces.HasListeners();

    /// <summary>Whether what is sent now belongs to an activity that somebody listens to.</summary>
    internal bool IsInActivity => IsTracing && Activity.Current is not null;

    /// <summary>What is looked at whenever somebody collects: a moment's answers, from any thread.</summary>
    internal void Observe(Func<long> processes, Func<long> stragglers, Func<long> timers, Func<(long Sum, long Longest)> mailboxes)
    {
        _meter?.CreateObservableGauge("supervision.processes", processes, "{process}", "Living processes.");
        _meter?.CreateObservableGauge("supervision.stragglers", stragglers, "{process}", "Processes declared dead whose code still runs.");
        _meter?.CreateObservableGauge("supervision.timers", timers, "{timer}", "Pending timers.");
        _meter?.CreateObservableGauge("supervision.mailbox.length", () => mailboxes().Sum, "{message}", "Messages that wait, in all mailboxes.");
        _meter?.CreateObservableGauge("supervision.mailbox.longest", () => mailboxes().Longest, "{message}", "Messages that wait in the longest mailbox.");
    }

    internal void MessageTaken() => Add(_messages, 1);

    internal void TurnEnded(TimeSpan length) => Add(_busy, length.TotalSeconds);

    internal void CallEnded(TimeSpan length, string outcome)
    {
        if (_calls is { Enabled: true })
        {
            try
            {
                _calls.Record(length.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
            }
            catch (Exception error) // a listener's
            {
                ListenerThrew(error);
            }
        }
    }

    internal void Restarted(string supervisor)
    {
        if (_restarts is { Enabled: true })
        {
            AddOne(_restarts, new KeyValuePair<string, object?>("supervisor", supervisor));
        }
    }

    internal void Crashed(ExitReason reason)
    {
        if (_crashes is { Enabled: true })
        {
            string what = reason is ExitReason.Crashed(var error) ? error.GetType().Name : reason is ExitReason.Custom(var code, _) ? code : reason.ToString();
            AddOne(_crashes, new KeyValuePair<string, object?>("reason", what));
        }
    }

    internal void DeadLetter(DeadLetterCause cause)
    {
        if (_deadLetters is { Enabled: true })
        {
            AddOne(_deadLetters, new KeyValuePair<string, object?>("cause", cause.ToString()));
        }
    }

    internal void Abandoned() => Add(_abandoned, 1);

    internal void CircuitChanged(string breaker, CircuitState to)
    {
        if (_circuitChanges is { Enabled: true })
        {
            AddOne(_circuitChanges, new KeyValuePair<string, object?>("breaker", breaker), new KeyValuePair<string, object?>("state", to.ToString()));
        }
    }

    /// <summary>Begins an activity. It is current when this returns, if it is not null.</summary>
    /// <param name="what">What is done, and to which kind of message.</param>
    /// <param name="kind">Consumer for a message, server for a call, client for making one.</param>
    /// <param name="parent">Where it belongs.</param>
    internal Activity? Start(string what, ActivityKind kind, ActivityContext parent)
    {
        Activity? outer = Activity.Current;
        try
        {
            return _traces?.StartActivity(what, kind, parent);
        }
        catch (Exception error) // a listener's
        {
            Activity.Current = outer;
            ListenerThrew(error);
            return null;
        }
    }

    /// <summary>Ends an activity. Another one that is current stays so: a call ends where it is answered.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="error">What went wrong; null for nothing.</param>
    /// <param name="words">The same in words, when there is no exception; null for nothing.</param>
    internal void End(Activity activity, Exception? error, string? words = null)
    {
        Activity? current = Activity.Current;
        bool isCurrent = ReferenceEquals(current, activity);
        try
        {
            Note(activity, error, words);
        }
        catch (Exception thrown) // a listener's, or that of an exception without a message
        {
            ListenerThrew(thrown);
        }

        try
        {
            activity.Dispose();
        }
        catch (Exception thrown) // a listener's
        {
            Activity.Current = isCurrent ? null : current;
            ListenerThrew(thrown);
        }

        if (!isCurrent && !ReferenceEquals(Activity.Current, current))
        {
            Activity.Current = current;
        }
    }

    private static void Note(Activity activity, Exception? error, string? words)
    {
        if (error is not null)
        {
            activity.AddException(error);
        }

        if ((words ?? error?.Message) is { } text)
        {
            activity.SetStatus(ActivityStatusCode.Error, text);
        }
    }

    private void Add<T>(Counter<T>? counter, T amount)
        where T : struct
    {
        try
        {
            counter?.Add(amount);
        }
        catch (Exception error) // a listener's
        {
            ListenerThrew(error);
        }
    }

    private void AddOne(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception error) // a listener's
        {
            ListenerThrew(error);
        }
    }

    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter!.Dispose();
        }

        if (_ownsTraces)
        {
            _traces!.Dispose();
        }
    }
}
