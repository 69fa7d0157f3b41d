using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>What happened between two moments at which the tree was at rest.</summary>
internal sealed record Outcome
{
    internal required TreeSnapshot Before { get; init; }

    /// <summary>Null when its root has ended.</summary>
    internal required TreeSnapshot? After { get; init; }

    internal required IReadOnlyList<Strike> Strikes { get; init; }

    internal required IReadOnlyList<SeenEvent> Events { get; init; }

    /// <summary>The last ends that chaos did not bring about, also from before: the causes of what is found now.</summary>
    internal required IReadOnlyList<SeenEvent> Causes { get; init; }

    /// <summary>What chaos alone leads to.</summary>
    internal required TreeRules Expected { get; init; }

    /// <summary>What all that was seen leads to.</summary>
    internal required TreeRules Seen { get; init; }

    /// <summary>Processes that live although nobody supervises them any more.</summary>
    internal required IReadOnlyList<string> Orphans { get; init; }

    /// <summary>The supervisor paths whose children come and go with the load; their exact fates are not known.</summary>
    internal required bool HasLoad { get; init; }

    /// <summary>True when fates are compared one by one.</summary>
    internal required bool IsExact { get; init; }
}
