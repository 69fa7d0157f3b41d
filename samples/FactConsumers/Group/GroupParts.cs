namespace FactConsumers;

/// <summary>What the consumers work with, and what differs between the program and its tests.</summary>
internal sealed record GroupParts
{
    /// <summary>Where the facts come from.</summary>
    public required IBroker Broker { get; init; }

    /// <summary>What can be integrated.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>Where the program's own lines go.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>How long a consumer takes for each fact, at least; zero by default.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Makes what the consumers of one life share.</summary>
    public Func<FactSeal> NewSeal { get; init; } = () => new FactSeal();
}
