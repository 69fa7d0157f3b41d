using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>The same on the thread pool: what the simulation cannot show is that the real scheduler is wired up.</summary>
public sealed class RealRuntimeTests
{
    [Fact]
    public Task Server_OnTheThreadPool_RepliesAndCrashes() => TestRuntime.RunAsync(async test =>
    {
        ServerRef<Work> server = await test.StartSupervisedAsync(() => new TestServer());

        Assert.Equal(3, await server.CallAsync(TestServer.Value(3)));
        server.Cast(new Do((Action<TestServer>)(_ => throw new InvalidOperationException("boom"))));

        Assert.IsType<ExitReason.Crashed>(await test.ExpectDownAsync(server.Pid));
    });

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
