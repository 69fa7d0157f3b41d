using Supervision.Conformance.Cases.Servers;
using Supervision.Testing;

namespace Supervision.Conformance.Cases.Processes;

/// <summary>What reaches a supervisor from outside of its family.</summary>
public sealed class SupervisorTests
{
    private const string Row = "supervisor: stranger's Exit(sup, shutdown) / unknown message / unknown call / parent ends normally / sup killed";

    /// <remarks>An unknown call crashes a supervisor of OTP; here it is a stranger's mistake, which the stranger is told.</remarks>
    [Fact]
    [OtpCase("P-38", "reference manual", Row)]
    public void Strangers_ExitSignalMessageAndCall_LeaveItAlive() => Orders.Explore(async context =>
    {
        (Pid supervisor, Pid child, Pid _) = await StartAsync(context);
        context.Spawn(async self =>
        {
            supervisor.Exit(ExitReason.Shutdown);
            supervisor.Send("unknown");
            CallFailure failure = await Starting.FailureAsync(ServerRef<SuiteMessage>.ForPid(supervisor).TryCallAsync(new SuiteMessage.Ping()));
            context.Self.Send(failure.Cause.ToString());
        });

        await Expect.MessageAsync(context, "NoReply");

        await Expect.NothingMoreAsync(context);
        Assert.True(supervisor.IsAlive && child.IsAlive);
    });

    [Fact]
    [OtpCase("P-38", "reference manual", Row)]
    public void Parent_EndsNormally_TheSupervisorToo_AndItsChildrenAreShutDown() => Orders.Explore(async context =>
    {
        (Pid supervisor, Pid child, Pid parent) = await StartAsync(context);
        MonitorRef supervisors = context.Monitor(supervisor);
        MonitorRef childs = context.Monitor(child);

        parent.Send("end");

        await Expect.DownAsync(context, supervisors, ExitReason.Normal);
        await Expect.DownAsync(context, childs, ExitReason.Shutdown);
        await Expect.MessageAsync(context, new SuiteServer.Terminated(ExitReason.Shutdown));
    });

    [Fact]
    [OtpCase("P-38", "reference manual", Row)]
    public void Supervisor_Killed_ItsChildrenEndWithKilled() => Orders.Explore(async context =>
    {
        (Pid supervisor, Pid child, Pid _) = await StartAsync(context);
        MonitorRef supervisors = context.Monitor(supervisor);
        MonitorRef childs = context.Monitor(child);

        supervisor.Exit(ExitReason.Kill);

        await Expect.DownAsync(context, supervisors, ExitReason.Killed);
        await Expect.DownAsync(context, childs, ExitReason.Killed);
        Signal.Down plain = await context.ReceiveAsync<Signal.Down>();
        Assert.Equal(("plain", ExitReason.Killed), (plain.Name, plain.Reason));
        await Expect.MessageAsync(context, new SuiteServer.Terminated(ExitReason.Killed));
    });

    /// <summary>A supervisor below a parent of its own, with a child that traps exits and a plain one, which is monitored by its name.</summary>
    private static async Task<(Pid Supervisor, Pid Child, Pid Parent)> StartAsync(TestProcess context)
    {
        SupervisorSpec spec = Supervisor.OneForOne("root", tree => tree
            .Child(ChildSpec.Server("trapping", () => new SuiteServer(context.Self), new ServerOptions { TrapExits = true, Name = "trapping" }))
            .Child(ChildSpec.Process("plain", Peers.Idle, new ProcessOptions { Name = "plain" })));
        Pid parent = context.Spawn(async self =>
        {
            context.Self.Send(await self.StartSupervisorAsync(spec));
            await self.ReceiveAsync<string>();
        });
        StartResult.Started started = await context.ReceiveAsync<StartResult.Started>();
        context.Monitor("plain");
        return (started.Pid, context.Runtime.Find("trapping"), parent);
    }
}
