using Supervision;

namespace ItemsApi;

/// <summary>The repository and, to its right, its gate.</summary>
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
    public static ChildSpec Subtree(IItemStoreFactory stores, TimeSpan slowOpen, ILogger logger) =>
        ChildSpec.Nested(Supervisor.RestForOne("repository", repository => repository
            .Child(Worker(stores, slowOpen, logger))
            .Child(Gate(logger))));

    private static ChildSpec Worker(IItemStoreFactory stores, TimeSpan slowOpen, ILogger logger) => new("items", start =>
    {
        var store = new OwnedStore(stores);
        start.Own(store);
        return start.StartServerAsync(
            () => new RepositoryServer(store, slowOpen, logger),
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
