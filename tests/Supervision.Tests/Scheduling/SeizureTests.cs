namespace Supervision.Tests.Scheduling;

/// <summary>Processes that are taken from a thread which does not come back; on the real thread pool, as nothing else has such threads.</summary>
public sealed class SeizureTests : IDisposable
{
    /// <summary>In milliseconds: a process that does not die must fail the test and not hang it.</summary>
    private const int Limit = 20_000;

    private readonly ManualResetEvent _release = new(initialState: false);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _straggled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _release.Dispose();

    [Fact(Timeout = Limit)]
    public async Task StuckServer_Killed_DiesAndItsStragglerIsCountedUntilItReturns()
    {
        await using ProcessRuntime runtime = CreateRuntime();
        Pid server = await StartStuckAsync(runtime);

        server.Exit(ExitReason.Kill);

        Assert.Equal(ExitReason.Killed, await EndOfAsync(server));
        Assert.Equal(1, runtime.StragglerCount);
        _release.Set();
        await _straggled.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, runtime.StragglerCount);
    }

    [Fact(Timeout = Limit)]
    public async Task StuckServer_AskedForItsStateAndKilled_Dies()
    {
        await using ProcessRuntime runtime = CreateRuntime();
        Pid server = await StartStuckAsync(runtime);

        Task<ProcessInfo?> info = runtime.InfoAsync(server);
        server.Exit(ExitReason.Kill);

        Assert.Equal(ExitReason.Killed, await EndOfAsync(server));
        _ = await info.WaitAsync(TestContext.Current.CancellationToken);
        _release.Set();
        await _straggled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory(Timeout = Limit)]
    [InlineData("receive in a server")]
    [InlineData("caller of a body taken in a server")]
    [InlineData("name taken")]
    [InlineData("no message")]
    public async Task Operation_MisusedInAHandler_LeavesItUserCode(string misuse)
    {
        await using ProcessRuntime runtime = CreateRuntime();
        ServerRef<MisusingServer.Try> server = await runtime.StartServerAsync(
            () => new MisusingServer(context => Misuse(context, misuse)), new ServerOptions { Name = "server" });

        Assert.True(await server.CallAsync(new MisusingServer.Try()));
    }

    private static object Misuse(ProcessContext context, string misuse) => misuse switch
    {
        "receive in a server" => context.ReceiveAsync<string>().AsTask(),
        "caller of a body taken in a server" => context.TakeCaller(new MisusingServer.Try()),
        "name taken" => context.Spawn(_ => Task.CompletedTask, new ProcessOptions { Name = "server" }),
        _ => context.SendAfter(TimeSpan.Zero, Pid.None, null!),
    };

    private ProcessRuntime CreateRuntime() => new(new ProcessRuntimeOptions
    {
        AbandonAfter = TimeSpan.Zero,
        OnReport = report =>
        {
            if (report is Report.StragglerEnded)
            {
                _straggled.TrySetResult();
            }
        },
    });

    private async Task<Pid> StartStuckAsync(ProcessRuntime runtime)
    {
        ServerRef<string> server = await runtime.StartServerAsync(() => new StuckServer(_release, _entered));
        server.Cast("stay");
        await _entered.Task;
        return server.Pid;
    }

    private static Task<ExitReason> EndOfAsync(Pid pid) => pid.WaitForExitAsync(TestContext.Current.CancellationToken);
}
