namespace Supervision.Hosting.Tests.Telemetry;

/// <summary>A live load on a host's tree, in parts. Each part is over when its task is.</summary>
internal sealed class TradeLoad(TestHost host)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ProcessRuntime Runtime => host.Supervision.Runtime;

    /// <summary>Two servers below two supervisors.</summary>
    public static void Declare(SupervisionTree tree) => tree.OneForOne("root", static root => root
        .Intensity(100, TimeSpan.FromSeconds(5))
        .Server("till", static () => new Trader(), new ServerOptions { Name = "till" })
        .OneForOne("shelf", static shelf => shelf
            .Intensity(100, TimeSpan.FromSeconds(5))
            .Server("picker", static () => new Trader(), new ServerOptions { Name = "picker" })));

    public ServerRef<Trade> Named(string name) => ServerRef<Trade>.ForName(Runtime, name);

    /// <summary>Clients on threads of their own cast and call. The last call of each is answered after all its casts.</summary>
    public Task CastAndCallAsync(int clients, int casts, int calls) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Factory.StartNew(
        async () =>
        {
            ServerRef<Trade> server = Named(client % 2 == 0 ? "till" : "picker");
            for (int i = 0; i < casts; i++)
            {
                server.Cast(new Trade.Sell(1));
            }

            for (int i = 0; i < calls; i++)
            {
                Assert.True(await server.CallAsync(new Trade.Count(), cancellationToken: Cancelled) >= casts);
            }
        },
        Cancelled,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).Unwrap()));

    /// <summary>Crashes a server over and over; each time it is back before the next.</summary>
    public async Task CrashAsync(string name, string path, Trade crash, int from, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Named(name).Cast(crash);
            await host.StartedAsync(path, from + i + 1);
        }
    }

    /// <summary>Calls that end in every way: one in each.</summary>
    public async Task FailCallsAsync(ServerRef<Trade> full)
    {
        Assert.Equal(CallFailureCause.NoProcess, await CauseAsync(Named("nobody"), new Trade.Count()));
        Assert.Equal(CallFailureCause.Overloaded, await CauseAsync(full, new Trade.Count()));

        ValueTask<CallResult<int>> slow = Named("till").TryCallAsync(new Trade.Ponder(), TimeSpan.FromSeconds(2), Cancelled);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(CallFailureCause.Timeout, (await slow).Failure?.Cause);
        Named("till").Cast(new Trade.AnswerLate());

        using CancellationTokenSource enough = new();
        ValueTask<CallResult<int>> abandoned = Named("till").TryCallAsync(new Trade.Ponder(), cancellationToken: enough.Token);
        await Named("till").CallAsync(new Trade.Count(), cancellationToken: Cancelled);
        await enough.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => abandoned.AsTask());
        Assert.Equal(CallFailureCause.ServerEnded, await CauseAsync(Named("till"), new Trade.FailInCall()));
    }

    /// <summary>Messages that reach nobody, for three causes.</summary>
    public async Task LoseMessagesAsync(int unnamed, int late, int unexpected, ServerRef<Trade> full, int refused)
    {
        Pid dead = Runtime.Spawn(static _ => Task.CompletedTask);
        await dead.WaitForExitAsync(Cancelled);
        for (int i = 0; i < unnamed; i++)
        {
            Named("nobody").Cast(new Trade.Sell(1));
        }

        for (int i = 0; i < late; i++)
        {
            dead.Send("too late");
        }

        for (int i = 0; i < unexpected; i++)
        {
            Runtime.Send("picker", "no trade");
        }

        for (int i = 0; i < refused; i++)
        {
            Assert.Equal(SendResult.Full, full.Cast(new Trade.Sell(1)));
        }

        await Named("picker").CallAsync(new Trade.Count(), cancellationToken: Cancelled);
    }

    /// <summary>Timers of which some have fired and some are pending.</summary>
    public async Task RemindAsync(int now, int later)
    {
        for (int i = 0; i < now + later; i++)
        {
            Named("picker").Cast(new Trade.Remind(i < now ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1)));
        }

        await Named("picker").CallAsync(new Trade.Count(), cancellationToken: Cancelled);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Named("picker").CallAsync(new Trade.Count(), cancellationToken: Cancelled);
    }

    /// <summary>A server that handles one message until the task is over, with as many in its mailbox as it takes.</summary>
    public async Task<ServerRef<Trade>> FillAsync(int capacity, Task until)
    {
        ServerRef<Trade> server = await Runtime.StartServerAsync(
            static () => new Trader(), new ServerOptions { Mailbox = new MailboxOptions(capacity, MailboxFullMode.Reject) });
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Cast(new Trade.Wait(begun, until));
        await begun.Task;
        for (int i = 0; i < capacity; i++)
        {
            Assert.Equal(SendResult.Accepted, server.Cast(new Trade.Sell(1)));
        }

        return server;
    }

    /// <summary>A process whose code does not end when it is killed.</summary>
    public async Task LeaveBehindAsync(Task until)
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Pid stuck = Runtime.Spawn(
            _ =>
            {
                begun.SetResult();
                return until;
            },
            new ProcessOptions { Label = "stuck", AbandonAfter = TimeSpan.Zero });
        await begun.Task;
        stuck.Exit(ExitReason.Kill);
        await stuck.WaitForExitAsync(Cancelled);
        await host.Events.HeardAsync("straggler stuck");
    }

    private static async Task<CallFailureCause?> CauseAsync(ServerRef<Trade> server, ICall<Trade, int> request) =>
        (await server.TryCallAsync(request, cancellationToken: Cancelled)).Failure?.Cause;
}
