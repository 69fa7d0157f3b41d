using Supervision.Calls;

namespace Supervision.Testing.Faults;

/// <summary>An answer of a type.</summary>
internal sealed class FaultAnswer<T>(T value) : FaultAnswer
{
    internal T Value => value;

    internal override void Give(CallNode call) => ((CallNode<T>)call).Stage(value);
}
