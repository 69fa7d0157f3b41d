using Supervision.Scheduling;

namespace Supervision.Tests.Allocations;

/// <summary>Timers that are started and cancelled and never fire.</summary>
internal sealed class StillTimerQueue() : TimerQueue(TimeProvider.System)
{
    public override void Dispose()
    {
    }

    private protected override void NextDueChanged(long due)
    {
    }
}
