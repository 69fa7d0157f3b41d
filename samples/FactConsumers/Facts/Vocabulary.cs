using System.Collections.Concurrent;

namespace FactConsumers;

/// <summary>What this program knows how to integrate. It stands for the code that is deployed: a person who teaches it a word has mended the
/// program.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
internal sealed class Vocabulary
{
    public const string Found = "found";
    public const string Measured = "measured";
    private readonly ConcurrentDictionary<(string Queue, string Kind), byte> _kinds = new();
    private readonly ConcurrentDictionary<string, byte> _levels = new(StringComparer.Ordinal);

    public Vocabulary()
    {
        TeachKind(FactQueues.Mushrooms, Found);
        TeachKind(FactQueues.Toxicity, Measured);
        TeachLevel("edible");
        TeachLevel("poisonous");
        TeachLevel("deadly");
    }

    /// <summary>True when facts of this kind are integrated; others are dead letters.</summary>
    public bool KnowsKind(string queue, string kind) => _kinds.ContainsKey((queue, kind));

    /// <summary>True when this is a level of toxicity; a measured one that is not cannot be integrated.</summary>
    public bool KnowsLevel(string level) => _levels.ContainsKey(level);

    /// <summary>From now on facts of this kind are integrated.</summary>
    public void TeachKind(string queue, string kind) => _kinds[(queue, kind)] = 0;

    /// <summary>From now on this is a level of toxicity.</summary>
    public void TeachLevel(string level) => _levels[level] = 0;
}
