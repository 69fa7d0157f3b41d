using Supervision.Calls;

namespace Supervision.Testing.Faults;

/// <summary>An answer in place of the real one.</summary>
internal abstract class FaultAnswer
{
    internal abstract void Give(CallNode call);
}
