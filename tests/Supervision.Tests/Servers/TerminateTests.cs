using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>When TerminateAsync runs, with which reason, and what the server ends with.</summary>
[Trait("Bug", "34")]
public sealed class TerminateTests
{
    private static readonly InvalidOperationException Error = new("boom");

    private static readonly Dictionary<string, Action<ServerRef<Work>>> Endings = new()
    {
        ["stop"] = server => server.Cast(new Do(self => self.Stop(new ExitReason.Custom("mine")))),
        ["stop in an async handler"] = server => server.Cast(new Do(async self =>
        {
            await Task.Yield();
            self.Stop(ExitReason.Normal);
        })),
        ["throws"] = server => server.Cast(new Do((Action<TestServer>)(_ => throw Error))),
        ["throws later"] = server => server.Cast(new Do(async _ =>
        {
            await Task.Yield();
            throw Error;
        })),
        ["exits"] = server => server.Cast(new Do(self => self.Context.Exit(ExitReason.Shutdown))),
        ["StopAsync"] = server => _ = server.StopAsync(ExitReason.Shutdown),
        ["kill"] = server => server.Pid.Exit(ExitReason.Kill),
        ["exit signal"] = server => server.Pid.Exit(ExitReason.Shutdown),
        ["normal signal"] = server => server.Pid.Exit(ExitReason.Normal),
    };

    /// <summary>How it ends, trapping, the trace, what it ends with (null: it lives). Signals come from the parent.</summary>
    public static TheoryData<string, bool, string?, ExitReason?> Table => new()
    {
        { "stop", false, "terminate mine", new ExitReason.Custom("mine") },
        { "stop in an async handler", false, "terminate normal", ExitReason.Normal },
        { "throws", false, "terminate crashed(InvalidOperationException: boom)", new ExitReason.Crashed(Error) },
        { "throws later", true, "terminate crashed(InvalidOperationException: boom)", new ExitReason.Crashed(Error) },
        { "exits", false, "terminate shutdown", ExitReason.Shutdown },
        { "StopAsync", false, "terminate shutdown", ExitReason.Shutdown },
        { "StopAsync", true, "terminate shutdown", ExitReason.Shutdown },
        { "kill", false, null, ExitReason.Killed },
        { "kill", true, null, ExitReason.Killed },
        { "exit signal", false, null, ExitReason.Shutdown },
        { "exit signal", true, "terminate shutdown", ExitReason.Shutdown },
        { "normal signal", false, null, null },
        { "normal signal", true, "terminate normal", ExitReason.Normal },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Server_Ends_TerminatesAsTheTableSays(string ending, bool traps, string? trace, ExitReason? reason) => Seeds.Explore(simulation =>
    {
        List<string> traced = [];
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(() => new TestServer { Trace = traced }, new ServerOptions { TrapExits = traps });
        simulation.RunUntilIdle();

        Endings[ending](start.Result);
        simulation.RunUntilIdle();

        Assert.Equal(trace is null ? [] : [trace], traced);
        Assert.Equal(reason, simulation.Exits.Select(exit => exit.Reason).SingleOrDefault());
    });

    [Theory]
    [InlineData("normal")]
    [InlineData("shutdown")]
    public void Parent_Ends_StopsATrappingServerWhateverTheReason(string reason) => Seeds.Explore(simulation =>
    {
        List<string> traced = [];
        Pid server = Pid.None;
        Pid parent = simulation.Runtime.Spawn(async context =>
        {
            ServerRef<Work> started = await context.StartServerAsync(() => new TestServer { Trace = traced }, new ServerOptions { TrapExits = true });
            server = started.Pid;
            context.Exit(reason == "normal" ? ExitReason.Normal : ExitReason.Shutdown);
        });
        simulation.RunUntilIdle();

        Assert.Equal(["terminate " + reason], traced);
        Assert.Equal([parent, server], simulation.Exits.Select(exit => exit.Pid));
    });

    [Fact]
    public void ExitOfAnotherProcess_ReachesATrappingServerAsASignal() => Seeds.Explore(async context =>
    {
        List<string> traced = [];
        ServerRef<Work> server = await context.StartServerAsync(() => new TestServer { Trace = traced }, new ServerOptions { TrapExits = true });
        await server.CallAsync(new Ask<bool>((self, ask) =>
        {
            self.Context.SpawnLink(_ => throw new ProcessExitException(new ExitReason.Custom("child")));
            self.Reply(ask, true);
        }));
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["exit child"], traced);
        Assert.True(server.Pid.IsAlive);
    });

    [Fact]
    public void Terminate_Throws_ItsReasonReplacesTheOther()
    {
        using Simulation simulation = new();
        ServerRef<Work> server = simulation.Complete(simulation.Runtime.StartServerAsync(() => new TestServer { OnTerminate = (_, _) => throw Error }));

        ExitReason reason = simulation.Complete(server.StopAsync(ExitReason.Shutdown));

        Assert.Equal(new ExitReason.Crashed(Error), reason);
        Assert.Equal(new ExitReason.Crashed(Error), Assert.IsType<Report.ProcessCrashed>(Assert.Single(simulation.Reports)).Reason);
    }

    [Fact]
    public void ExitSignals_WhileTerminating_WaitExceptTheKill() => Seeds.Explore(simulation =>
    {
        TaskCompletionSource gate = new();
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(
            () => new TestServer { OnTerminate = async (self, _) => await gate.Task.WaitAsync(self.Stopping) },
            new ServerOptions { TrapExits = true });
        simulation.RunUntilIdle();
        Pid server = start.Result.Pid;
        server.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        server.Exit(new ExitReason.Custom("second"));
        simulation.RunUntilIdle();
        Assert.Empty(simulation.Exits);
        server.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.Equal([(server, ExitReason.Killed)], simulation.Exits);
    });

    [Fact]
    [Trait("Bug", "32")]
    public void StopAsync_QueuesBehindEarlierMail_AndLaterMailIsADeadLetter() => Seeds.Explore(simulation =>
    {
        List<string> traced = [];
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer { Trace = traced });
            server.Cast(new Do(async self =>
            {
                await self.Context.DelayAsync(TimeSpan.FromSeconds(1));
                self.Trace.Add("first");
            }));
            server.Cast(new Do(self => self.Trace.Add("second")));
            Task<ExitReason> stop = server.StopAsync();
            server.Cast(new Do(self => self.Trace.Add("never")));

            Assert.Equal(ExitReason.Normal, await stop);
        });

        Assert.Equal(["first", "second", "terminate normal"], traced);
        Assert.Equal(DeadLetterCause.ProcessEnded, Assert.Single(simulation.DeadLetters).Cause);
    });

    [Fact]
    public void StopAsync_TakesTooLong_ThrowsAndTheServerGoesOnStopping() => Seeds.Explore(async context =>
    {
        TaskCompletionSource gate = new();
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer { OnTerminate = async (_, _) => await gate.Task });
        Task<ExitReason> ended = server.Pid.WaitForExitAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => server.StopAsync(timeout: TimeSpan.FromSeconds(1)));

        Assert.True(server.Pid.IsAlive);
        gate.SetResult();
        Assert.Equal(ExitReason.Normal, await ended);
    });

    [Fact]
    public void StopAsync_OfNobodyOrOneself_AnswersOrIsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.StartServerAsync(() => new TestServer());
            Exception error = await server.CallAsync(new Ask<Exception>((self, ask) =>
                self.Reply(ask, Record.Exception(() => { _ = ServerRef<Work>.ForPid(self.Self).StopAsync(); })!)));
            Assert.IsType<InvalidOperationException>(error);
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = server.StopAsync(timeout: TimeSpan.FromSeconds(-5)); });
            Assert.True(server.Pid.IsAlive);
            await server.StopAsync();

            Assert.Equal(ExitReason.NoProcess, await server.StopAsync());
            Assert.Equal(ExitReason.NoProcess, await ServerRef<Work>.ForName(context.Runtime, "nobody").StopAsync());
        });
    }

    [Fact]
    public void Describe_IsShownAndNeverTheRawState()
    {
        using Simulation simulation = new();
        _ = simulation.Runtime.StartServerAsync(() => new TestServer { OnDescribe = () => "password: ***", OnInit = Crash });
        _ = simulation.Runtime.StartServerAsync(() => new TestServer { OnDescribe = () => throw Error, OnInit = Crash });
        _ = simulation.Runtime.StartServerAsync(() => new TestServer { OnInit = Crash });
        simulation.RunUntilIdle();

        Assert.Equal(
            ["password: ***", "the description threw InvalidOperationException", null],
            simulation.Reports.OfType<Report.ProcessCrashed>().Select(report => report.State));

        static ValueTask<InitResult> Crash(TestServer server) => new(InitResult.Stop(new ExitReason.Custom("x")));
    }

    [Fact]
    public void Crash_Report_NamesServerMessageAndMailbox()
    {
        using Simulation simulation = new();
        ServerRef<Work> server = simulation.Complete(
            simulation.Runtime.StartServerAsync(() => new TestServer(), new ServerOptions { Name = "named", Label = "label" }));
        server.Cast(new Do((Action<TestServer>)(_ => throw Error)));
        server.Cast(TestServer.Value(1));
        simulation.RunUntilIdle();

        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(simulation.Reports));
        Assert.Equal(("named", "label", "Do", 1), (report.Name, report.Label, report.Message, report.MailboxLength));
    }
}
