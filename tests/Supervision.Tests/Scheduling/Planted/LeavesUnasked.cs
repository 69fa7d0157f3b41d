namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A runner that does not ask for a claim when it leaves user code.</summary>
internal sealed class LeavesUnasked : TestedGate
{
    internal override bool Leave()
    {
        base.Leave();
        return true;
    }
}
