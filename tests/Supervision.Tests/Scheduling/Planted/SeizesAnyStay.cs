namespace Supervision.Tests.Scheduling.Planted;

/// <summary>A taker that is content with a runner inside user code, though it may be another stay than the one it waited for.</summary>
internal sealed class SeizesAnyStay : TestedGate
{
    internal override bool TrySeize(int seen) => base.TrySeize(Epoch);
}
