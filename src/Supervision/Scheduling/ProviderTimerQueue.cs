namespace Supervision.Scheduling;

/// <summary>
/// Timers of any other clock, a virtual one in tests: one timer of the provider stands for the earliest of ours. Each call of the
/// provider fires one timer and asks again, so that a virtual clock sees every timer as a step of its own.
/// </summary>
internal sealed class ProviderTimerQueue : TimerQueue
{
    private readonly ITimer _timer;

    internal ProviderTimerQueue(TimeProvider time)
        : base(time)
    {
        _timer = time.CreateTimer(static state => ((ProviderTimerQueue)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A virtual clock must not go to an instant at which nothing happens.</summary>
    internal override bool LetsRest => false;

    public override void Dispose() => _timer.Dispose();

    private protected override void NextDueChanged(long due) => Arm();

    /// <summary>A virtual clock must not go to an instant at which nothing happens.</summary>
    private protected override void FirstCancelled() => Arm();

    private void Due()
    {
        FireOne();
        Arm();
    }

    private void Arm() => _timer.Change(UntilNext() ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
