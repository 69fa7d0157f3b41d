using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>Nothing gets from one process, or one runtime, to another except by a message.</summary>
public sealed class IsolationTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    [Trait("Bug", "24")]
    public void AsyncLocal_SetInAHandler_IsNotSeenByTheNextProcess()
    {
        List<string?> seen = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> first = await context.StartServerAsync(() => new TestServer());
            ServerRef<Work> second = await context.StartServerAsync(() => new TestServer());
            first.Cast(new Do(_ => Ambient.Value = "leaked"));
            first.Cast(new Do(_ => seen.Add(Ambient.Value)));
            second.Cast(new Do(_ => seen.Add(Ambient.Value)));
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            seen.Add(Ambient.Value);
        });

        Assert.Equal([null, null, null], seen);
    }

    [Fact]
    [Trait("Bug", "24")]
    public async Task AsyncLocal_OfTheSpawner_IsNotSeenByTheProcess()
    {
        Ambient.Value = "the spawner's";
        await using ProcessRuntime runtime = new();
        TaskCompletionSource<string?> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        runtime.Spawn(_ =>
        {
            seen.SetResult(Ambient.Value);
            return Task.CompletedTask;
        });

        Assert.Null(await seen.Task);
    }

    [Fact]
    [Trait("Bug", "19")]
    public void Post_FromTheProcessItself_NeverRunsInsideTheFrame()
    {
        List<string> order = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            SemaphoreSlim semaphore = new(0);
            Task waiter = WaitAsync();
            semaphore.Release();
            order.Add("frame goes on");
            await waiter;

            async Task WaitAsync()
            {
                await semaphore.WaitAsync();
                order.Add("waiter");
            }
        });

        Assert.Equal(["frame goes on", "waiter"], order);
    }

    [Fact]
    [Trait("Bug", "18")]
    public void Await_CompletedByAnotherProcess_GoesOnInItsOwnProcess() => Seeds.Explore(async context =>
    {
        TaskCompletionSource inline = new();
        TaskCompletionSource later = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool atHome = true;
        Pid waiter = context.Spawn(async self =>
        {
            SynchronizationContext? home = SynchronizationContext.Current;
            await inline.Task;
            atHome &= ReferenceEquals(home, SynchronizationContext.Current);
            await later.Task;
            atHome &= ReferenceEquals(home, SynchronizationContext.Current);
            self.TryRegister("home");
        });
        Task<ExitReason> ended = waiter.WaitForExitAsync();
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        inline.SetResult();
        later.SetResult();

        Assert.Equal(ExitReason.Normal, await ended);
        Assert.True(atHome);
    });

    [Fact]
    [Trait("Bug", "35")]
    public void TwoRuntimes_ShareNothing()
    {
        using Simulation first = new();
        using Simulation second = new();
        Pid here = first.Runtime.Spawn(Bodies.Idle, new ProcessOptions { Name = "name" });
        Pid there = second.Runtime.Spawn(Bodies.Idle, new ProcessOptions { Name = "name" });
        first.RunUntilIdle();
        second.RunUntilIdle();

        here.Exit(ExitReason.Kill);
        first.RunUntilIdle();

        Assert.NotEqual(here, there);
        Assert.Equal(there, second.Runtime.Find("name"));
        Assert.Equal((0, 1), (first.Runtime.ProcessCount, second.Runtime.ProcessCount));
        Assert.Empty(second.Exits);
    }

    [Fact]
    [Trait("Bug", "40")]
    public void DefaultPid_UsedAnywhere_BehavesAsAProcessThatIsGone()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            Pid none = default;
            Assert.Equal((false, 0L, SendResult.NoProcess), (none.IsAlive, none.Id, none.Send("x")));
            Assert.Equal(SendResult.NoProcess, await none.SendAsync("x"));
            Assert.Equal(ExitReason.NoProcess, await none.WaitForExitAsync());
            Assert.Equal(Pid.None, none);
            Assert.Equal("<0>", none.ToString());
            none.Exit(ExitReason.Kill);
            context.Link(none);
            context.Unlink(none, flush: true);
            MonitorRef monitor = context.Monitor(none);
            Assert.Equal(ExitReason.NoProcess, (await context.ReceiveAsync<Signal.Down>(down => down.Monitor == monitor)).Reason);
            context.SendAfter(TimeSpan.Zero, none, "x");
            Assert.Null(await context.Runtime.InfoAsync(none));
            await context.Runtime.SuspendAsync(none);
            await context.Runtime.ResumeAsync(none);
            Assert.False(context.Runtime.TryRegister("name", none));
            await context.DelayAsync(TimeSpan.FromSeconds(1));
        });
    }

    [Fact]
    [Trait("Bug", "40")]
    public void DefaultServerRef_UsedAnywhere_BehavesAsAServerThatIsGone()
    {
        using Simulation simulation = new();
        ServerRef<Work> none = default;
        Assert.Equal(Pid.None, none.Pid);
        Assert.Equal(SendResult.NoProcess, none.Cast(TestServer.Value(1)));
        Assert.Equal(CallFailureCause.NoProcess, simulation.Complete(none.TryCallAsync(TestServer.Value(1)).AsTask()).Failure!.Cause);
        simulation.Run(async context =>
        {
            Assert.Equal(CallFailureCause.NoProcess, (await none.TryCallAsync(TestServer.Value(1))).Failure!.Cause);
            CallFailedException error = await Assert.ThrowsAsync<CallFailedException>(async () => await none.CallAsync(TestServer.Value(1)));
            Assert.Equal((Pid.None, ExitReason.NoProcess), (error.Target, error.Reason));
            Assert.Equal(SendResult.NoProcess, await none.CastAsync(TestServer.Value(1)));
            Assert.Equal(ExitReason.NoProcess, await none.StopAsync());
        });
        Assert.False(default(ReplyTo<int>).Reply(1));
        Assert.Equal(default, none);
    }

    [Fact]
    [Trait("Bug", "33")]
    public void WaitForExit_AskedManyTimesAndLate_AlwaysAnswers() => Seeds.Explore(async context =>
    {
        Pid process = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        Task<ExitReason> early = process.WaitForExitAsync();
        Task<ExitReason> again = process.WaitForExitAsync();
        process.Send("end");

        Assert.Equal(ExitReason.Shutdown, await early);
        Assert.Equal(ExitReason.Shutdown, await again);
        Assert.Equal(ExitReason.NoProcess, await process.WaitForExitAsync());
    });

    [Fact]
    [Trait("Bug", "26")]
    public void WaitForExit_CancelledManyTimes_LeavesNothingAtTheProcess()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid process = context.Spawn(Bodies.Idle);
            for (int i = 0; i < 1000; i++)
            {
                using CancellationTokenSource source = new();
                Task<ExitReason> wait = process.WaitForExitAsync(source.Token);
                await context.Runtime.InfoAsync(process);
                source.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            }

            Assert.InRange(((Supervision.Runtime.ProcessCell)process.Target!).Extra.Waiters!.Count, 0, 32);
        });
    }

    [Fact]
    [Trait("Bug", "33")]
    public void WaitForExit_Cancelled_LeavesTheProcessAlone()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid process = context.Spawn(Bodies.Idle);
            using CancellationTokenSource source = new();
            Task<ExitReason> wait = process.WaitForExitAsync(source.Token);
            source.Cancel();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            Assert.True(process.IsAlive);
        });
    }
}
