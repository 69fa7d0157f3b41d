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
        Family family = await StartAsync(context);
        context.Spawn(async self =>
        {
            family.Supervisor.Target.Exit(ExitReason.Shutdown);
            family.Supervisor.Target.Send("unknown");
            CallFailure failure = await Starting.FailureAsync(
                ServerRef<SuiteMessage>.ForPid(family.Supervisor.Target).TryCallAsync(new SuiteMessage.Ping()));
            context.Self.Send(failure.Cause.ToString());
        });

        await Expect.MessageAsync(context, "NoReply");

        await Expect.NothingMoreAsync(context);
        Assert.All(new[] { family.Supervisor, family.Trapping, family.Plain }, member => Assert.True(member.Target.IsAlive));
    });

    [Fact]
    [OtpCase("P-38", "reference manual", Row)]
    public void Parent_EndsNormally_TheSupervisorToo_AndItsChildrenAreShutDown() => Orders.Explore(async context =>
    {
        Family family = await StartAsync(context);

        family.Parent.Send("end");

        await EndsAsync(context, family, ExitReason.Normal, ExitReason.Shutdown);
    });

    [Fact]
    [OtpCase("P-38", "reference manual", Row)]
    public void Supervisor_Killed_ItsChildrenEndWithKilled() => Orders.Explore(async context =>
    {
        Family family = await StartAsync(context);

        family.Supervisor.Target.Exit(ExitReason.Kill);

        await EndsAsync(context, family, ExitReason.Killed, ExitReason.Killed);
    });

    private static async Task EndsAsync(TestProcess context, Family family, ExitReason supervisor, ExitReason children)
    {
        await Expect.DownAsync(context, family.Supervisor, supervisor);
        await Expect.DownAsync(context, family.Trapping, children);
        await Expect.DownAsync(context, family.Plain, children);
        await Expect.MessageAsync(context, new SuiteServer.Terminated(children));
        await Expect.NothingMoreAsync(context);
    }

    /// <summary>A supervisor below a parent of its own, with a child that traps exits and a plain one; all but the parent are monitored.</summary>
    private static async Task<Family> StartAsync(TestProcess context)
    {
        SupervisorSpec spec = Supervisor.OneForOne("root", tree => tree
            .Child(ChildSpec.Server("trapping", () => new SuiteServer(context.Self), new ServerOptions { TrapExits = true, Name = "trapping" }))
            .Child(ChildSpec.Process("plain", Peers.Idle, new ProcessOptions { Name = "plain" })));
        Pid parent = context.Spawn(async self =>
        {
            context.Self.Send(await self.StartSupervisorAsync(spec));
            await self.ReceiveAsync<string>();
        });
        Pid supervisor = (await context.ReceiveAsync<StartResult.Started>()).Pid;
        Family family = new(
            context.Monitor(supervisor), context.Monitor(context.Runtime.Find("trapping")), context.Monitor(context.Runtime.Find("plain")), parent);

        // A query is answered behind the monitor, so that no end can be missed.
        await context.Runtime.InfoAsync(family.Supervisor.Target);
        await context.Runtime.InfoAsync(family.Trapping.Target);
        await context.Runtime.InfoAsync(family.Plain.Target);
        return family;
    }

    /// <summary>The monitors of a supervisor and its children, and the parent.</summary>
    private sealed record Family(MonitorRef Supervisor, MonitorRef Trapping, MonitorRef Plain, Pid Parent);
}
