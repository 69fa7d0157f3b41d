namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A thread that does not ask for a claim at the end of its turn.</summary>
internal sealed class EndsUnasked : TestedRunNext
{
    internal override bool EndTurn()
    {
        base.EndTurn();
        return true;
    }
}
