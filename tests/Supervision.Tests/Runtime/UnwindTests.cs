using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>Code that is suspended in the library when its process is told to end gets out of there.</summary>
public sealed class UnwindTests
{
    public static TheoryData<string> Operations => [.. Suspending.Keys];

    private static Dictionary<string, Func<ProcessContext, Task>> Suspending { get; } = new()
    {
        ["receive"] = context => context.ReceiveAsync<string>().AsTask(),
        ["receive with timeout"] = context => context.TryReceiveAsync<string>(TimeSpan.FromDays(1)).AsTask(),
        ["delay"] = context => context.DelayAsync(Timeout.InfiniteTimeSpan),
        ["call"] = async context => await (await HangingAsync(context)).CallAsync(TestServer.Hangs(), Timeout.InfiniteTimeSpan),
        ["call as a value"] = async context => await (await HangingAsync(context)).TryCallAsync(TestServer.Hangs(), Timeout.InfiniteTimeSpan),
        ["send to a full mailbox"] = async context =>
        {
            Pid full = context.Spawn(self => self.DelayAsync(Timeout.InfiniteTimeSpan), new ProcessOptions { Mailbox = new MailboxOptions(1) });
            full.Send("fills it");
            await full.SendAsync("waits");
        },
        ["token"] = context => Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.CancellationToken),
        ["wait for an end"] = async context => await context.Spawn(Bodies.Idle).WaitForExitAsync(context.CancellationToken),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void Exit_WhileSuspendedInAnOperation_RunsFinallyAndEndsAtOnce(string operation) => Seeds.Explore(
        simulation =>
        {
            bool ranFinally = false;
            Pid process = simulation.Runtime.Spawn(async context =>
            {
                try
                {
                    await Suspending[operation](context);
                }
                finally
                {
                    ranFinally = true;
                }
            });
            simulation.RunUntilIdle();

            process.Exit(ExitReason.Shutdown);
            simulation.RunUntilIdle();

            Assert.True(ranFinally);
            Assert.Contains((process, ExitReason.Shutdown), simulation.Exits);
            Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
            Assert.Empty(simulation.Reports);
        },
        seeds: 50);

    [Fact]
    public void Operations_WhileExiting_ThrowTheReason()
    {
        List<Exception?> errors = [];
        using Simulation simulation = new();
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            ServerRef<Work> server = await HangingAsync(context);
            try
            {
                await Bodies.Idle(context);
            }
            finally
            {
                errors.Add(Record.Exception(() => { _ = context.ReceiveAsync<object>(); }));
                errors.Add(Record.Exception(() => context.Link(Pid.None)));
                errors.Add(Record.Exception(() => context.Unlink(Pid.None)));
                errors.Add(Record.Exception(() => context.Monitor(Pid.None)));
                errors.Add(Record.Exception(() => context.Spawn(Bodies.Idle)));
                errors.Add(Record.Exception(() => context.TrapExits = true));
                errors.Add(Record.Exception(() => context.TryRegister("name")));
                errors.Add(Record.Exception(() => context.SendAfter(TimeSpan.Zero, Pid.None, "x")));
                errors.Add(await Record.ExceptionAsync(async () => await server.CallAsync(TestServer.Value(1))));
            }
        });
        simulation.RunUntilIdle();

        process.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        Assert.Equal(9, errors.Count);
        Assert.All(errors, error => Assert.Equal(ExitReason.Shutdown, Assert.IsType<ProcessExitException>(error).Reason));
    }

    [Fact]
    public void Body_SwallowsTheExit_EndsWithTheFirstReasonAllTheSame()
    {
        using Simulation simulation = new();
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            try
            {
                await Bodies.Idle(context);
            }
            catch (ProcessExitException exit)
            {
                throw new InvalidOperationException("something else", exit);
            }
        });
        simulation.RunUntilIdle();

        process.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.Equal([(process, ExitReason.Killed)], simulation.Exits);
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void Body_SendsInItsFinallyBlock_MessageArrivesBeforeTheNotice() => Seeds.Explore(async context =>
    {
        Pid self = context.Self;
        (Pid process, _) = context.SpawnMonitor(async inner =>
        {
            try
            {
                await Bodies.Idle(inner);
            }
            finally
            {
                self.Send("last words");
            }
        });
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        process.Exit(ExitReason.Kill);

        Assert.Equal("last words", await context.ReceiveAsync<object>());
        Assert.IsType<Signal.Down>(await context.ReceiveAsync<object>());
    });

    [Fact]
    [Trait("Bug", "23")]
    public void CancellationToken_AtExit_IsCancelledAndItsCallbacksCannotHurt()
    {
        List<string> ran = [];
        using Simulation simulation = new();
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            context.CancellationToken.Register(() => throw new InvalidOperationException("callback"));
            context.CancellationToken.Register(() => ran.Add(SynchronizationContext.Current is null ? "outside" : "inside"));
            await Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        process.Exit(ExitReason.Kill);
        Assert.Empty(ran);
        simulation.RunUntilIdle();

        Assert.Equal(["outside"], ran);
        Assert.Equal([(process, ExitReason.Killed)], simulation.Exits);
    }

    [Fact]
    [Trait("Bug", "23")]
    public void CancellationToken_TakenFirstWhileExiting_IsCancelled()
    {
        bool? cancelled = null;
        using Simulation simulation = new();
        Pid process = simulation.Runtime.Spawn(async context =>
        {
            try
            {
                await Bodies.Idle(context);
            }
            finally
            {
                TaskCompletionSource seen = new();
                context.CancellationToken.Register(() => seen.SetResult());
                await seen.Task;
                cancelled = context.CancellationToken.IsCancellationRequested;
            }
        });
        simulation.RunUntilIdle();

        process.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.True(cancelled);
        Assert.Single(simulation.Exits);
    }

    private static Task<ServerRef<Work>> HangingAsync(ProcessContext context) =>
        context.Runtime.StartServerAsync(() => new TestServer());
}
