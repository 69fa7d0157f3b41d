namespace Supervision.Tests.Runtime;

/// <summary>Code in a process that sets another synchronization context and does not set it back. On real threads: in the simulation each message has a turn of
/// its own.</summary>
public sealed class ForeignContextTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Context_ThatAHandlerSets_DoesNotKeepItsServerFromGoingOn()
    {
        await using ProcessRuntime runtime = new();
        TaskCompletionSource<bool> isInside = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ServerRef<Order> server = await runtime.StartServerAsync(static () => new Careless());

        server.Cast(new Order.Begin(isInside));

        Assert.True(await isInside.Task.WaitAsync(Limit, runtime.Time, TestContext.Current.CancellationToken));
        Assert.Equal(ExitReason.Shutdown, await server.StopAsync(ExitReason.Shutdown, Limit));
    }

    [Fact]
    public async Task Context_ThatAStartFunctionSets_DoesNotReachTheNextChild()
    {
        await using ProcessRuntime runtime = new();
        bool? isInside = null;
        Task<SupervisorRef> start = runtime.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
            .Child(new ChildSpec("careless", static context =>
            {
                ValueTask<StartResult> start = context.StartServerAsync(static () => new Careless());
                SynchronizationContext.SetSynchronizationContext(null);
                return start;
            }))
            .Child(new ChildSpec("next", async context =>
            {
                await Task.Yield();
                isInside = SynchronizationContext.Current is not null;
                return await context.StartServerAsync(static () => new Careless());
            }))));

        SupervisorRef root = await start.WaitAsync(Limit, runtime.Time, TestContext.Current.CancellationToken);

        Assert.True(isInside);
        Assert.Equal(2, (await root.ListChildrenAsync()).Count);
    }

    private abstract record Order
    {
        internal sealed record Begin(TaskCompletionSource<bool> IsInside) : Order;

        internal sealed record Set : Order;

        internal sealed record Work : Order;

        internal sealed record Tell(TaskCompletionSource<bool> IsInside) : Order;
    }

    private sealed class Careless : GenServer<Order>
    {
        protected override ValueTask HandleAsync(Order message)
        {
            switch (message)
            {
                case Order.Begin begin:
                    // All are there before the first is handled, so they share a turn, and nothing comes later that would wake the server.
                    Self.Send(new Order.Set());
                    Self.Send(new Order.Work());
                    Self.Send(new Order.Tell(begin.IsInside));
                    return default;
                case Order.Set:
                    SynchronizationContext.SetSynchronizationContext(null);
                    return default;
                case Order.Tell tell:
                    return TellAsync(tell.IsInside);
                default:
                    return WorkAsync();
            }
        }

        /// <summary>What it waits for comes when its own turn is over.</summary>
        private async ValueTask WorkAsync()
        {
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Context.Runtime.Spawn(_ =>
            {
                done.SetResult();
                return Task.CompletedTask;
            });
            await done.Task;
        }

        private async ValueTask TellAsync(TaskCompletionSource<bool> isInside)
        {
            await Task.Yield();
            isInside.SetResult(Context.Cell.IsOnTurn);
        }
    }
}
