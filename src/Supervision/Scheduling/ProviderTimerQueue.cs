namespace Supervision.Scheduling;

/// <summary>
/// Timers of any other clock, a virtual one in tests: one timer of the provider stands for the earliest of ours. Each call of the
/// provider fires one timer and asks again, so that a virtual clock sees every timer as a step of its own.
/// <para>
/// Several threads may set that one timer, and the last to set it may be the one that looked first. So each looks again when it has set it: whoever sets
/// it last sees what it should have set. No lock is held meanwhile, since the provider is foreign code.
/// </para>
/// </summary>
internal sealed class ProviderTimerQueue : TimerQueue
{
    /// <summary>What timers of the framework take, and so what those of any clock may refuse to exceed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ITimer _timer;

    internal ProviderTimerQueue(TimeProvider time)
        : base(time)
    {
        _timer = time.CreateTimer(static state => ((ProviderTimerQueue)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A virtual clock must not go to an instant at which nothing happens.</summary>
    internal override bool LetsRest => false;

    public override void Dispose() => _timer.Dispose();

    private protected override void NextLookChanged(long look) => Arm();

    /// <summary>A virtual clock must not go to an instant at which nothing happens.</summary>
    private protected override void FirstCancelled() => Arm();

    private void Due()
    {
        FireOne();
        Arm();
    }

    private void Arm()
    {
        long due;
        do
        {
            due = NextDue;
            _timer.Change(Until(due), Timeout.InfiniteTimeSpan);
        }
        while (NextDue != due);
    }

    /// <summary>At the end of the longest time it is only set anew.</summary>
    private TimeSpan Until(long due)
    {
        if (due == long.MaxValue)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan left = Time.GetElapsedTime(Time.GetTimestamp(), due);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left;
    }
}
