using Supervision.Scheduling;
using Supervision.Testing;

namespace Supervision.Tests.Allocations;

/// <summary>Timers that are started and cancelled and never fire.</summary>
internal sealed class StillTimerQueue() : TimerQueue(new VirtualTime())
{
    public override void Dispose()
    {
    }

    private protected override void NextLookChanged(long look)
    {
    }
}
