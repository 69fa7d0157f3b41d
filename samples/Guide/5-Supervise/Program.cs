using Supervision;

await using var runtime = new ProcessRuntime();

await KillCacheAsync(Supervisor.OneForOne("one-for-one", Children));
await KillCacheAsync(Supervisor.OneForAll("one-for-all", Children));
await KillCacheAsync(Supervisor.RestForOne("rest-for-one", Children));

void Children(SupervisorBuilder children) => children
    .Child(ChildSpec.Server("config", () => new Worker()))
    .Child(ChildSpec.Server("cache", () => new Worker()))
    .Child(ChildSpec.Server("reader", () => new Worker()) with { Restart = Restart.Transient });

async Task KillCacheAsync(SupervisorSpec spec)
{
    SupervisorRef supervisor = await runtime.StartSupervisorAsync(spec);
    ChildInfo? cache = await supervisor.GetChildAsync("cache");

    cache!.Pid.Exit(ExitReason.Kill);
    await cache.Pid.WaitForExitAsync();

    TreeSnapshot tree = await TreeSnapshot.TakeAsync(supervisor);
    Console.WriteLine(tree.ToText());
    await supervisor.StopAsync();
}

internal sealed class Worker : GenServer<string>
{
    protected override ValueTask HandleAsync(string message) => default;
}
