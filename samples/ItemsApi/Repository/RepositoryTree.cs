using Supervision;

namespace ItemsApi;

/// <summary>The repository and, to its right, its gate and its registration.</summary>
internal static class RepositoryTree
{
    /// <summary>A start that fails unless the store can be reached. It leaves no process behind.</summary>
    public static ChildSpec Prerequisite(IItemStoreFactory stores) => new("repository-reachable", async _ =>
    {
        try
        {
            await stores.CheckAsync(CancellationToken.None);
            return new StartResult.Ignored();
        }
        catch (StoreUnavailableException error)
        {
            return new StartResult.Failed(new ExitReason.Custom("unreachable", error.Message));
        }
    });

    /// <summary>Rest for one: when the repository dies the gate is stopped first, and started again only when a new repository has
    /// opened its store. So the gate lives exactly when requests can be served; nobody has to ask.</summary>
    public static ChildSpec Subtree(TreeParts parts) => ChildSpec.Nested(Supervisor.RestForOne("repository", repository =>
    {
        repository.Named(Names.RepositorySupervisor).Child(Worker(parts)).Child(Gate(parts.Logger));
        if (parts.Announcer is { } announcer)
        {
            repository.Child(Announcement.Child(announcer));
        }
    }));

    private static ChildSpec Worker(TreeParts parts) => new("items", start =>
    {
        var store = new OwnedStore(parts.Stores);
        start.Own(store);
        return start.StartServerAsync(
            () => new RepositoryServer(store, parts.SlowOpen, parts.Audit is not null, parts.Logger),
            new ServerOptions { Name = Names.Repository, TrapExits = true });
    });

    private static ChildSpec Gate(ILogger logger) =>
        ChildSpec.Process("gate", context => WaitAsync(context, logger), new ProcessOptions { Name = Names.RepositoryGate });

    private static async Task WaitAsync(ProcessContext context, ILogger logger)
    {
        logger.RepositoryAnswers();
        while (true)
        {
            await context.ReceiveAsync<object>();
        }
    }
}
