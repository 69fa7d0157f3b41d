using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Agents;

/// <summary>Elixir's agent.</summary>
public sealed class AgentTests
{
    private const string Suite = "Agent";

    [Fact]
    [OtpCase("A-1", Suite, "can be supervised directly")]
    public void Child_OfASupervisor_Starts() => Run(static async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            Supervisor.OneForOne("sup", static sup => sup.Child(Agent.Child("agent", static () => "ok"))));

        ChildInfo child = Assert.Single(await supervisor.ListChildrenAsync());
        Assert.Equal("ok", await AgentRef<string>.ForPid(child.Pid).GetAsync(static state => state));
    });

    [Fact]
    [OtpCase("A-2", Suite, "child_spec generation")]
    public void Child_IsAPermanentWorker_AndCanBeChanged()
    {
        ChildSpec plain = Agent.Child("agent", static () => 1);
        ChildSpec changed = plain with { Id = "other", Restart = Restart.Temporary, Shutdown = Shutdown.Kill };

        Assert.Equal(("agent", ChildType.Worker, Restart.Permanent, (Shutdown?)null), (plain.Id, plain.Type, plain.Restart, plain.Shutdown));
        Assert.Equal(("other", Restart.Temporary, (Shutdown?)Shutdown.Kill), (changed.Id, changed.Restart, changed.Shutdown));
        Assert.Same(plain.Start, changed.Start);
    }

    [Fact]
    [OtpCase("A-3", Suite, "unregistered workflow")]
    public void Agent_ByItsProcess_IsLinkedUpdatedReadAndStopped() => Run(static async stage =>
    {
        AgentRef<int> agent = await stage.Test.StartAgentAsync(static () => 1);

        Assert.Contains(agent.Pid, (await stage.Runtime.InfoAsync(stage.Test.Self))!.Links);
        await agent.UpdateAsync(static state => state + 1);
        Assert.Equal(2, await agent.GetAsync(static state => state, TimeSpan.FromSeconds(3)));
        Assert.Equal(2, await agent.GetAndUpdateAsync(static state => (state, state + 1)));
        Assert.Equal(3, await agent.GetAsync(static state => state));
        Assert.Equal(ExitReason.Normal, await agent.StopAsync());
        Assert.False(agent.Pid.IsAlive);
    });

    /// <summary>What a module's function is given besides the state, a delegate has in itself.</summary>
    [Fact]
    [OtpCase("A-5", Suite, "registered workflow with module functions")]
    public void Agent_ByItsName_IsUpdatedReadAndStopped() => Run(static async stage =>
    {
        await stage.Test.StartAgentAsync(static () => 1, new() { Name = "agent" });
        AgentRef<int> agent = AgentRef<int>.ForName(stage.Runtime, "agent");
        int more = 5;

        Assert.Equal(SendResult.Accepted, agent.Cast(state => state + more));
        Assert.Equal(11, await agent.GetAsync(state => state + more));
        Assert.Equal(6, await agent.GetAndUpdateAsync(state => (state, state * more)));
        Assert.Equal(30, await agent.GetAsync(static state => state));
        Assert.Equal(ExitReason.Normal, await agent.StopAsync());
        Assert.Equal(Pid.None, stage.Runtime.Find("agent"));
    });
}
