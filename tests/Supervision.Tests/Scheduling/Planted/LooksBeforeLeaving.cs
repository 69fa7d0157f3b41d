namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A queue that asks whether the timer is wanted before it has said that it takes it out.</summary>
internal sealed class LooksBeforeLeaving : TestedDeadline
{
    internal override long Leave(long now)
    {
        if (IsWanted)
        {
            return base.Leave(now);
        }

        Enter(None);
        return None;
    }
}
