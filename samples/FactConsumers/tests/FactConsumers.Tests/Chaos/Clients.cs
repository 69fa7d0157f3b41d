namespace FactConsumers.Tests;

/// <summary>Whoever publishes facts, one in five of which cannot be integrated, and the operator who mends and heals.</summary>
internal sealed class Clients
{
    private readonly Lock _lock = new();
    private readonly List<string> _acknowledged = [];
    private TreeParts _parts = null!;
    private int _published;

    internal Clients() => Begin();

    internal MemoryBroker Broker { get; private set; } = null!;

    internal SealHistory History { get; private set; } = null!;

    /// <summary>How often something was acknowledged in all trees together.</summary>
    internal long EverAcknowledged { get; private set; }

    /// <summary>How often a fact failed in all trees together.</summary>
    internal long EverFailed { get; private set; }

    internal IReadOnlyList<string> Acknowledged
    {
        get
        {
            lock (_lock)
            {
                return [.. _acknowledged];
            }
        }
    }

    /// <summary>A tree that begins from nothing.</summary>
    internal SupervisorSpec NewTree()
    {
        Begin();
        Use(Replica.NewParts(Broker, history: History));
        return FactsTree.Build(_parts);
    }

    internal void Use(TreeParts parts) => _parts = parts;

    internal async Task PublishAsync(ProcessContext context)
    {
        int number = Interlocked.Increment(ref _published);
        string id = Invariant($"{number}");
        PublisherMessage.Publish publish = number % 5 == 4
            ? new(FactQueues.Toxicity, Replica.Poison(id))
            : number % 2 == 0 ? new(FactQueues.Toxicity, Replica.Measured(id)) : new(FactQueues.Mushrooms, Replica.Found(id));
        await _parts.Names.Publisher(context.Runtime).CallAsync(publish);
    }

    /// <summary>Mends the program, heals the group, and looks for every acknowledged fact.</summary>
    internal async Task HealAndCheckAsync(ProcessContext context)
    {
        var operations = new Operations(context.Runtime, _parts.Names, _parts.Group.Vocabulary);
        CallResult<GuideView> guide = await operations.ReadGuideAsync();
        if (!guide.IsReply)
        {
            throw new IOException("The guide is away.");
        }

        Assert.True(guide.Reply.Integrated >= Acknowledged.Distinct().Count(), "an acknowledged fact is lost");
        Assert.False(History.HasAcknowledgedAfterFailure, "something was acknowledged after a failed fact");
        if (!await operations.IsConsumingAsync())
        {
            _parts.Group.Vocabulary.TeachLevel("hallucinogenic");
            await operations.HealAsync(context.CancellationToken);
        }
    }

    private void Begin()
    {
        EverAcknowledged += History?.Acknowledgements ?? 0;
        EverFailed += History?.Failures ?? 0;
        _acknowledged.Clear();
        _published = 0;
        History = new SealHistory();
        Broker = new MemoryBroker
        {
            OnAcknowledged = (_, fact) =>
            {
                lock (_lock)
                {
                    _acknowledged.Add(fact.Id);
                }
            },
        };
    }
}
