using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>The same on the thread pool: what the simulation cannot show is that the real scheduler is wired up.</summary>
public sealed class RealRuntimeTests
{
    [Fact]
    public async Task Server_OnTheThreadPool_RepliesAndCrashes()
    {
        await using ProcessRuntime runtime = new();
        ServerRef<Work> server = await runtime.StartServerAsync(() => new TestServer());
        Task<ExitReason> ended = server.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, await server.CallAsync(TestServer.Value(3), cancellationToken: TestContext.Current.CancellationToken));
        server.Cast(new Do((Action<TestServer>)(_ => throw new InvalidOperationException("boom"))));

        Assert.IsType<ExitReason.Crashed>(await ended);
    }

    [Fact]
    public async Task Stop_EndsAllAndRefusesNewProcesses()
    {
        ProcessRuntime runtime = new();
        Task<ExitReason>[] ended = [.. Enumerable.Range(0, 5).Select(_ => runtime.Spawn(Bodies.Idle).WaitForExitAsync(CancellationToken.None))];

        await runtime.StopAsync(TestContext.Current.CancellationToken);
        await runtime.DisposeAsync();

        Assert.All(await Task.WhenAll(ended), reason => Assert.Equal(ExitReason.Shutdown, reason));
        Assert.Equal(0, runtime.ProcessCount);
        Assert.True(runtime.IsStopped);
        Assert.Throws<ObjectDisposedException>(() => runtime.Spawn(Bodies.Idle));
    }
}
