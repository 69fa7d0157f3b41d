using Supervision.Scheduling;

namespace Supervision.Tests.Scheduling;

/// <summary>A queue of timers and a sorted set of them; whoever looks after the queue sleeps until it wants to be looked at.</summary>
internal sealed class TimerQueueContest : IDisposable
{
    private readonly Random _random;
    private readonly ClockByHand _clock;
    private readonly Watched _queue;
    private readonly SortedSet<(long Due, int Started)> _expected = [];
    private readonly Dictionary<int, (Marked Timer, long Due)> _pending = [];
    private readonly List<int> _fired = [];
    private int _started;
    private int _disturbances;

    internal TimerQueueContest(int seed, long frequency, long start)
    {
        _random = new(seed);
        _clock = new(start, frequency);
        _queue = new(_clock);
    }

    /// <summary>Whether it asks for the first timer after each step, as for a clock that goes from timer to timer.</summary>
    internal bool AsksForTheFirst { get; init; }

    /// <summary>Whether the queue is looked at later than it wants.</summary>
    internal bool Oversleeps { get; init; }

    /// <summary>Whether timers are started and stopped each time that the queue has let go of its lock while it is looked at.</summary>
    internal bool DisturbsLooks { get; set; }

    /// <summary>How often the queue wanted to be looked at.</summary>
    internal int Looks { get; private set; }

    private long FirstDue => _expected.Count == 0 ? long.MaxValue : _expected.Min.Due;

    internal void PlayAtRandom()
    {
        for (int i = 0; i < 400; i++)
        {
            StartStopOrWait();
        }

        StopAll();
    }

    private void StartStopOrWait()
    {
        switch (_random.Next(8))
        {
            case < 4:
                Start(Span(52));
                break;
            case < 6:
                StopOne();
                break;
            default:
                Wait(Span(_random.Next(10) == 0 ? 52 : 30));
                break;
        }
    }

    internal void Start(TimeSpan after)
    {
        int id = _started++;
        Marked timer = new(id, _fired);

        // Read before: the clock stands still in between.
        long due = checked(_clock.Now + (long)Math.Ceiling((decimal)after.Ticks * _clock.TimestampFrequency / TimeSpan.TicksPerSecond));
        _queue.Start(timer, after);
        _expected.Add((due, id));
        _pending.Add(id, (timer, due));
        AssertAwake();
    }

    internal void StopOne()
    {
        if (_pending.Count > 0)
        {
            Stop(_pending.Keys.ElementAt(_random.Next(_pending.Count)));
            AssertAwake();
        }
    }

    internal void StopAll()
    {
        Assert.Equal(_pending.Count, _queue.Count);
        foreach (int id in _pending.Keys)
        {
            Stop(id);
        }

        Assert.Equal(0, _queue.Count);
        Assert.Equal(long.MaxValue, _queue.NextDue);
        Assert.Equal(long.MaxValue, _queue.NextLook);
    }

    internal void Wait(TimeSpan time)
    {
        long end = checked(_clock.Now + (long)((Int128)time.Ticks * _clock.TimestampFrequency / TimeSpan.TicksPerSecond));
        while (!Oversleeps && _queue.WakesAt <= end)
        {
            _clock.Now = Math.Max(_clock.Now, _queue.WakesAt);
            Look();
        }

        _clock.Now = end;
        if (Oversleeps)
        {
            Look();
        }

        AssertAwake();
        Assert.True(FirstDue > end, "A timer that is due has fired.");
    }

    internal void AssertKnowsTheFirst() => Assert.Equal(FirstDue, _queue.NextDue);

    internal void AssertDisturbed() => Assert.InRange(_disturbances, 10, int.MaxValue);

    public void Dispose() => _queue.Dispose();

    /// <summary>Any magnitude from nothing to so many bits of ticks, a seventh of them the same as another's.</summary>
    private TimeSpan Span(int bits) =>
        _random.Next(7) == 0 ? TimeSpan.FromSeconds(5) : TimeSpan.FromTicks(_random.NextInt64(1L << _random.Next(1, bits)));

    private void Look()
    {
        Looks++;
        _clock.OnRead = DisturbsLooks ? Disturb : null;
        while (_queue.FireOne())
        {
            (long due, int first) = _expected.Min;
            Assert.True(due <= _clock.Now, "No timer fires before its time.");
            Assert.Equal(first, Assert.Single(_fired));
            _expected.Remove((due, first));
            _pending.Remove(first);
            _fired.Clear();
        }

        _clock.OnRead = null;
        Assert.Empty(_fired);
        _queue.WakesAt = _queue.NextLook;
        Assert.True(_queue.WakesAt > _clock.Now, "What was looked at needs no look at once.");
    }

    /// <summary>What others do while the queue has let go of its lock: it reads the clock first whenever it has it.</summary>
    private void Disturb()
    {
        _clock.OnRead = null;
        _disturbances++;
        Start(TimeSpan.FromSeconds(_random.Next(120)));
        StopOne();
        _clock.OnRead = Disturb;
    }

    private void Stop(int id)
    {
        (Marked timer, long due) = _pending[id];
        Assert.True(_queue.Cancel(timer), "It was pending.");
        Assert.False(_queue.Cancel(timer), "It is not pending any more.");
        _expected.Remove((due, id));
        _pending.Remove(id);
    }

    private void AssertAwake()
    {
        Assert.True(_queue.WakesAt <= FirstDue, "Nobody sleeps longer than to the first timer.");
        Assert.True(_queue.NextLook <= FirstDue, "The queue wants to be looked at when the first timer is due, or before.");
        if (AsksForTheFirst)
        {
            AssertKnowsTheFirst();
        }
    }

    private sealed class Marked(int id, List<int> fired) : TimerNode
    {
        internal override void Fire() => fired.Add(id);
    }

    private sealed class Watched(ClockByHand clock) : TimerQueue(clock)
    {
        /// <summary>When its owner looks at it next.</summary>
        internal long WakesAt { get; set; } = long.MaxValue;

        public override void Dispose()
        {
        }

        private protected override void NextLookChanged(long look) => WakesAt = Math.Min(WakesAt, look);
    }
}
