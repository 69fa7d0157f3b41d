using Microsoft.Extensions.Logging.Abstractions;

namespace FactConsumers.Tests;

/// <summary>One replica of the program in virtual time, without HTTP.</summary>
internal sealed class Replica
{
    private readonly TestProcess _test;

    private Replica(TestProcess test, TreeParts parts, SupervisorRef root)
    {
        (_test, Parts, Root) = (test, parts, root);
        Operations = new Operations(test.Runtime, parts.Names, parts.Group.Vocabulary);
    }

    public TreeParts Parts { get; }

    public SupervisorRef Root { get; }

    public Operations Operations { get; }

    public SupervisorRef Group => SupervisorRef.ForName(_test.Runtime, Parts.Names.Group);

    public SupervisorRef Supervisor => SupervisorRef.ForName(_test.Runtime, Parts.Names.Supervisor);

    public Pid Monitor => _test.Runtime.Find(Parts.Names.Monitor);

    /// <summary>The parts of a replica.</summary>
    public static TreeParts NewParts(IBroker broker, string name = "a", SealHistory? history = null, ILogger? logger = null)
    {
        var journal = new MemoryJournal();
        var group = new GroupParts { Broker = broker, Vocabulary = new Vocabulary(), Logger = logger ?? NullLogger.Instance };
        return new TreeParts
        {
            Names = new ReplicaNames(name),
            Group = history is null ? group : group with { NewSeal = history.NewSeal },
            NewJournal = () => journal,
        };
    }

    public static async Task<Replica> StartAsync(TestProcess test, TreeParts parts)
    {
        SupervisorRef root = await test.StartSupervisedAsync(FactsTree.Build(parts) with { Id = parts.Names.Replica });
        return new Replica(test, parts, root);
    }

    public async Task<Pid> ConsumerAsync(string id) => (await Supervisor.GetChildAsync(id))?.Pid ?? Pid.None;

    public async Task<int> IntegratedAsync() => (await Operations.ReadGuideAsync()).Reply.Integrated;

    public async Task PublishAsync(string queue, params Fact[] facts)
    {
        foreach (Fact fact in facts)
        {
            Assert.True((await Operations.PublishAsync(queue, fact)).IsReply);
        }
    }

    /// <summary>A fact that can be integrated.</summary>
    public static Fact Found(string id) => new(id, Vocabulary.Found, "fly agaric");

    /// <summary>Another such.</summary>
    public static Fact Measured(string id) => new(id, Vocabulary.Measured, "fly agaric", "poisonous");

    /// <summary>A fact of a known kind that cannot be integrated.</summary>
    public static Fact Poison(string id) => new(id, Vocabulary.Measured, "fly agaric", "hallucinogenic");

    /// <summary>A fact of a kind that nobody knows.</summary>
    public static Fact Unknown(string id) => new(id, "painted", "fly agaric");
}
