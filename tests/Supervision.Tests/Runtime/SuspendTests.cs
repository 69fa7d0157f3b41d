using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>Suspending, resuming and asking a process about itself.</summary>
public sealed class SuspendTests
{
    [Fact]
    public void Suspend_MessagesWait_UntilResumed() => Seeds.Explore(async context =>
    {
        List<object> seen = [];
        Pid process = context.Spawn(Bodies.Collects(seen));
        await context.Runtime.SuspendAsync(process);
        process.Send(1);
        process.Send(2);
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(seen);
        Assert.True((await context.Runtime.InfoAsync(process))!.IsSuspended);

        await context.Runtime.ResumeAsync(process);
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 2], seen);
    });

    [Fact]
    public void Suspend_SignalsStillAct() => Seeds.Explore(async context =>
    {
        (Pid process, _) = context.SpawnMonitor(Bodies.Idle);
        await context.Runtime.SuspendAsync(process);

        process.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, (await context.ReceiveAsync<Signal.Down>()).Reason);
    });

    [Fact]
    public void Suspend_WhileACallbackRuns_WaitsForItsEndAndLetsItsReplyOut() => Seeds.Explore(async context =>
    {
        TaskCompletionSource gate = new();
        ServerRef<Work> server = await context.StartServerAsync(() => new TestServer());
        Task<int> call = server.CallAsync(new Ask<int>(async (self, ask) =>
        {
            await gate.Task;
            self.Reply(ask, 1);
        })).AsTask();
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Task suspended = context.Runtime.SuspendAsync(server.Pid);
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.False(suspended.IsCompleted);

        gate.SetResult();

        await suspended;
        Assert.Equal(1, await call);
    });

    [Fact]
    public void Suspend_WhileACallbackRunsThatThrows_TheServerCrashes()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            TaskCompletionSource gate = new();
            ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer());
            context.Monitor(server.Pid);
            server.Cast(new Do(async _ => await gate.Task));
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            Task suspended = context.Runtime.SuspendAsync(server.Pid);
            gate.SetException(new InvalidOperationException("boom"));

            await suspended;
            Assert.IsType<ExitReason.Crashed>((await context.ReceiveAsync<Signal.Down>()).Reason);
        });
    }

    [Fact]
    public void Suspend_ServerIsAskedToStop_EndsAllTheSameAndHandlesNothingBefore() => Seeds.Explore(simulation =>
    {
        List<string> trace = [];
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer { Trace = trace });
            await context.Runtime.SuspendAsync(server.Pid);
            server.Cast(new Do(self => self.Trace.Add("handled")));

            Assert.Equal(ExitReason.Shutdown, await server.StopAsync(ExitReason.Shutdown));
        });

        Assert.Equal(["terminate shutdown"], trace);
    });

    [Fact]
    public void Suspend_ParentOfATrappingServerEnds_EndsTheServer() => Seeds.Explore(simulation =>
    {
        List<string> trace = [];
        simulation.Runtime.Spawn(async context =>
        {
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer { Trace = trace }, new ServerOptions { TrapExits = true });
            await context.Runtime.SuspendAsync(server.Pid);
            server.Cast(new Do(self => self.Trace.Add("handled")));
        });
        simulation.RunUntilIdle();

        Assert.Equal(["terminate normal"], trace);
        Assert.Equal(0, simulation.Runtime.ProcessCount);
    });

    [Fact]
    public void Suspend_ResumeAndSuspendAgain_LosesNoMessage() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer { Trace = trace });
        for (int i = 0; i < 5; i++)
        {
            string name = $"{i}";
            await context.Runtime.SuspendAsync(server.Pid);
            server.Cast(new Do(self => self.Trace.Add(name)));
            await context.Runtime.ResumeAsync(server.Pid);
        }

        await server.CallAsync(TestServer.Value(1));
        Assert.Equal(["0", "1", "2", "3", "4"], trace);
    });

    [Fact]
    public void Suspend_ProcessEndsMeanwhile_AsksForNoMorePatience() => Seeds.Explore(async context =>
    {
        Pid process = context.Spawn(self => self.DelayAsync(TimeSpan.FromHours(2)));
        Task suspended = context.Runtime.SuspendAsync(process);
        process.Exit(ExitReason.Kill);

        await suspended;
        await context.Runtime.SuspendAsync(process);
        await context.Runtime.ResumeAsync(process);
    });

    [Fact]
    public void Info_TellsWhatTheProcessIs()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid peer = context.Spawn(Bodies.Idle);
            Pid process = context.SpawnLink(
                async self =>
                {
                    self.Link(peer);
                    self.Monitor(peer);
                    await Bodies.Idle(self);
                },
                new ProcessOptions { Name = "named", Label = "labelled", TrapExits = true });
            process.Send("waits");
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            ProcessInfo info = (await context.Runtime.InfoAsync(process))!;

            Assert.Equal((process, "named", "labelled", context.Self), (info.Pid, info.Name, info.Label, info.Parent));
            Assert.Equal((1, true, false, 1, 0), (info.MailboxLength, info.TrapsExits, info.IsSuspended, info.Monitors, info.MonitoredBy));
            Assert.Equal([context.Self.Id, peer.Id], info.Links.Select(pid => pid.Id).Order());
            context.Unlink(process);
        });
    }

    [Fact]
    public void Info_OfAProcessThatIsGone_IsNull() => Seeds.Explore(
        async context =>
        {
            Pid gone = context.Spawn(_ => Task.CompletedTask);
            await gone.WaitForExitAsync();

            Assert.Null(await context.Runtime.InfoAsync(gone));
            Assert.Null(await context.Runtime.InfoAsync(Pid.None));
        },
        seeds: 10);

    [Fact]
    public void Info_OfAServerInACallback_NamesTheMessageAndNotTheState()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer { OnDescribe = () => "state" });
            Assert.Equal("state", (await context.Runtime.InfoAsync(server.Pid))!.State);

            server.Cast(new Do(async _ => await new TaskCompletionSource().Task));
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            ProcessInfo info = (await context.Runtime.InfoAsync(server.Pid))!;

            Assert.Equal("Do", info.CurrentMessage);
            Assert.Null(info.State);
            Assert.Equal("TestServer", info.Label);
        });
    }
}
