using Supervision;

namespace ItemsApi;

/// <summary>The whole program as a supervision tree. Children start from left to right and stop from right to left.</summary>
internal static class ItemsTree
{
    /// <summary>One for one: the subtrees are independent, and a crash in one is no business of the others.</summary>
    public static SupervisorSpec Build(TreeParts parts) => Supervisor.OneForOne(Names.Root, root =>
    {
        root.Named(Names.Root);
        foreach (ChildSpec child in Children(parts))
        {
            root.Child(child);
        }
    });

    private static IEnumerable<ChildSpec> Children(TreeParts parts)
    {
        yield return RepositoryTree.Prerequisite(parts.Stores);
        if (parts.Audit is { } trail)
        {
            yield return AuditTree.Prerequisite(trail);
            yield return AuditTree.Writer(trail);
        }

        yield return RepositoryTree.Subtree(parts);
        yield return MailerTree.Place(parts.Connect, parts.Logger);
        if (parts.KillMailerEvery is { } every)
        {
            yield return MailerKiller.Child(every, parts.Logger);
        }

        yield return parts.Endpoint;
        yield return ReadinessGate(parts);
    }

    private static ChildSpec ReadinessGate(TreeParts parts) => ChildSpec.Server(
        "readiness",
        () => new ReadinessServer(parts.Logger, parts.Announcer is not null),
        new ServerOptions { Name = Names.Readiness, TrapExits = true });
}
