using Supervision.Runtime;

namespace Supervision.Testing.Chaos;

/// <summary>What a supervisor learned, and when.</summary>
/// <param name="What">What.</param>
/// <param name="At">The runtime's clock.</param>
internal sealed record SeenEvent(ChildEvent What, long At)
{
    internal string Path => $"{What.Path}/{What.ChildId}";
}
