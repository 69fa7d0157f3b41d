using Supervision.Runtime;

namespace Supervision.Testing.Chaos;

/// <summary>What a supervisor learned, and when.</summary>
/// <param name="What">What.</param>
/// <param name="At">The runtime's clock.</param>
internal sealed record SeenEvent(ChildEvent What, long At)
{
    /// <summary>Which of all that the log has learned.</summary>
    internal long Number { get; init; }

    /// <summary>The supervisors above, from that one on up to the root, with their paths; empty when one of them was gone by then, and for ends.</summary>
    internal IReadOnlyList<(Pid Process, string Path)> Above { get; init; } = [];

    internal string Path => $"{What.Path}/{What.ChildId}";
}
