namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A queue that fires a timer which was wanted a moment ago.</summary>
internal sealed class FiresUnasked : TestedDeadline
{
    internal override long Leave(long now)
    {
        if (!IsWanted)
        {
            return base.Leave(now);
        }

        Enter(None);
        Renounce();
        return now;
    }
}
