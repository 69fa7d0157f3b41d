namespace FactConsumers;

/// <summary>The whole program as a supervision tree. Children start from left to right and stop from right to left.</summary>
internal static class FactsTree
{
    /// <summary>One for one: what the consumers stand on is to their left, and whoever asks about them to their right.</summary>
    public static SupervisorSpec Build(TreeParts parts) => Supervisor.OneForOne("Application", root =>
    {
        root.Named(parts.Names.Root);
        root.Child(Guide(parts)).Child(DeadLetters(parts)).Child(Publisher(parts)).Child(GroupTree.Subtree(parts.Group, parts.Names));
        if (parts.Endpoint is { } endpoint)
        {
            root.Child(endpoint);
        }
    });

    private static ChildSpec Guide(TreeParts parts) => new("FieldGuide", start =>
    {
        IFactJournal journal = parts.NewJournal();
        start.Own(journal);
        return start.StartServerAsync(() => new GuideServer(journal), new ServerOptions { Name = parts.Names.GuideName });
    });

    private static ChildSpec DeadLetters(TreeParts parts) => DeadLetterQueue.Child(
        parts.Names.DeadLetterQueue,
        new DeadLetterQueueOptions<DeadFact>
        {
            Store = parts.DeadLetterStore,
            Requeue = (context, dead) => RequeueAsync(context, parts, dead),
        });

    private static ChildSpec Publisher(TreeParts parts) => ChildSpec.Server(
        "Publisher",
        () => new PublisherServer(parts.Group.Broker),
        new ServerOptions { Name = parts.Names.PublisherName, TrapExits = true });

    /// <summary>Back into its queue, when its kind is known by now; otherwise it would only come back.</summary>
    private static async Task RequeueAsync(ProcessContext context, TreeParts parts, DeadFact dead)
    {
        if (!parts.Group.Vocabulary.KnowsKind(dead.Queue, dead.Fact.Kind))
        {
            throw new FactFailedException($"nobody knows the kind '{dead.Fact.Kind}'");
        }

        await parts.Names.Publisher(context.Runtime).CallAsync(new PublisherMessage.Publish(dead.Queue, FactText.ToMessage(dead.Fact)), cancellationToken: context.CancellationToken);
    }
}
