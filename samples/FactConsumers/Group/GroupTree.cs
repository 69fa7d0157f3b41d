namespace FactConsumers;

/// <summary>The consumers, and to their right whoever watches them.</summary>
internal static class GroupTree
{
    public const string Supervisor = "ConsumerSupervisor";
    public const string Mushroom = "MushroomConsumer";
    public const string Toxicity = "ToxicityConsumer";
    public const string Monitor = "ConsumerMonitor";
    private const int Consumers = 2;

    /// <summary>Rest for one: the consumers are there before the monitor, which can fail without disturbing them; and when their supervisor is
    /// started again the monitor is started too, even one that had ended normally.</summary>
    public static ChildSpec Subtree(GroupParts parts, ReplicaNames names) =>
        ChildSpec.Nested(Supervision.Supervisor.RestForOne("ConsumerGroup", group => group
            .Named(names.Group)
            .Child(Supervised(parts, names))
            .Child(Watching(parts, names))));

    private static ChildSpec Supervised(GroupParts parts, ReplicaNames names)
    {
        var seal = new CurrentSeal(parts.NewSeal);
        return ChildSpec.Nested(Supervision.Supervisor.OneForOne(Supervisor, consumers => consumers
            .Named(names.Supervisor)
            .Child(Consumer(Mushroom, parts, seal, (shared, subscription) => new MushroomConsumer(parts, names, shared, subscription)))
            .Child(Consumer(Toxicity, parts, seal, (shared, subscription) => new ToxicityConsumer(parts, names, shared, subscription)))));
    }

    /// <summary>Temporary: one that has died stays dead, and does no more damage.</summary>
    private static ChildSpec Consumer(string id, GroupParts parts, CurrentSeal seal, Func<FactSeal, OwnedSubscription, FactConsumer> create) => new(id, start =>
    {
        FactSeal shared = seal.Of(start.Supervisor);
        var subscription = new OwnedSubscription(parts.Broker);
        start.Own(subscription);
        return start.StartServerAsync(() => create(shared, subscription));
    })
    {
        Restart = Restart.Temporary,
    };

    /// <summary>Transient: it is started again whatever it dies of, unless it has executed its order.</summary>
    private static ChildSpec Watching(GroupParts parts, ReplicaNames names) => new(Monitor, start =>
    {
        SupervisorRef supervisor = SupervisorRef.ForPid(SupervisorRef.ForName(start.Runtime, names.Supervisor).Pid);
        return start.StartServerAsync(() => new ConsumerMonitor(supervisor, Consumers, parts.Logger), new ServerOptions { Name = names.Monitor });
    })
    {
        Restart = Restart.Transient,
    };
}
