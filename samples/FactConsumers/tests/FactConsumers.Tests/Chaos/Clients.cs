namespace FactConsumers.Tests;

/// <summary>Whoever publishes facts, some of which cannot be integrated, and the operator who mends and heals.</summary>
internal sealed class Clients
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private TreeParts _parts = null!;
    private int _published;
    private int _mended;

    internal Clients() => Begin();

    /// <summary>One fact in so many cannot be integrated; 0 for none.</summary>
    internal int PoisonEvery { get; init; } = 5;

    /// <summary>Whether there are again facts that cannot be integrated when the program is mended.</summary>
    internal bool FindsNewPoison { get; init; }

    /// <summary>How long each waits after a fact; null for no time. On real threads facts would otherwise come faster than they are integrated,
    /// and what waits would grow without end.</summary>
    internal TimeSpan? Pace { get; init; }

    internal MemoryBroker Broker { get; private set; } = null!;

    internal SealHistory History { get; private set; } = null!;

    /// <summary>How often something was acknowledged in all trees together.</summary>
    internal long EverAcknowledged { get; private set; }

    /// <summary>How often a fact failed in all trees together.</summary>
    internal long EverFailed { get; private set; }

    /// <summary>How many facts were acknowledged, each counted once.</summary>
    internal int AcknowledgedCount
    {
        get
        {
            lock (_lock)
            {
                return _acknowledged.Count;
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
        (string queue, Fact fact) = PoisonEvery > 0 && number % PoisonEvery == 4
            ? (FactQueues.Toxicity, Replica.Poison(id) with { Value = Level })
            : number % 2 == 0 ? (FactQueues.Toxicity, Replica.Measured(id)) : (FactQueues.Mushrooms, Replica.Found(id));
        await _parts.Names.Publisher(context.Runtime).CallAsync(new PublisherMessage.Publish(queue, FactText.ToMessage(fact)));
        if (Pace is { } pace)
        {
            await context.DelayAsync(pace);
        }
    }

    /// <summary>Mends the program, heals the group, and checks.</summary>
    internal async Task HealAndCheckAsync(ProcessContext context)
    {
        await CheckAsync(context);
        Operations operations = Operator(context);
        if (!await operations.IsConsumingAsync())
        {
            _parts.Group.Vocabulary.TeachLevel(Level);
            _mended++;
            await operations.HealAsync(context.CancellationToken);
        }
    }

    /// <summary>Looks for every acknowledged fact, and for an acknowledgement that must not be.</summary>
    internal async Task CheckAsync(ProcessContext context)
    {
        int acknowledged = AcknowledgedCount;
        CallResult<GuideView> guide = await Operator(context).ReadGuideAsync();
        if (!guide.IsReply)
        {
            throw new IOException("The guide is away.");
        }

        Assert.True(guide.Reply.Integrated >= acknowledged, "an acknowledged fact is lost");
        Assert.False(History.HasAcknowledgedAfterFailure, "something was acknowledged after a failed fact");
    }

    /// <summary>All that the broker has ever had was integrated in the end: nothing waits, and nothing is with anybody.</summary>
    internal async Task MustHaveAllAsync(ProcessContext context)
    {
        await CheckAsync(context);
        Assert.True(await Operator(context).IsConsumingAsync(), "the group is not healed");
        Assert.All(FactQueues.All, queue => Assert.Equal((0, 0), Broker.Count(queue)));
    }

    /// <summary>Of facts that cannot be integrated until somebody teaches it.</summary>
    private string Level => FindsNewPoison ? Invariant($"hallucinogenic {_mended}") : "hallucinogenic";

    private Operations Operator(ProcessContext context) => new(context.Runtime, _parts.Names, _parts.Group.Vocabulary);

    private void Begin()
    {
        EverAcknowledged += History?.Acknowledgements ?? 0;
        EverFailed += History?.Failures ?? 0;
        _acknowledged.Clear();
        _published = 0;
        History = new SealHistory();
        Broker = new MemoryBroker
        {
            OnAcknowledged = (_, message) =>
            {
                lock (_lock)
                {
                    _acknowledged.Add(message.Id);
                }
            },
        };
    }
}
