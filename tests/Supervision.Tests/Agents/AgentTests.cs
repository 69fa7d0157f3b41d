using Supervision.Testing;

namespace Supervision.Tests.Agents;

/// <summary>A value in a process of its own.</summary>
public sealed class AgentTests
{
    private static readonly SimulationOptions Crashing = new() { Crashes = CrashPolicy.Allow };

    [Fact]
    public void Get_WhoseFunctionThrows_EndsTheAgentAndFailsTheCall() => Simulation.Test(
        static async test =>
        {
            AgentRef<int> agent = await test.Runtime.StartAgentAsync(static () => 1);
            InvalidOperationException error = new("no");

            CallFailedException failure = await Assert.ThrowsAsync<CallFailedException>(
                async () => await agent.GetAsync<int>(_ => throw error));

            Assert.Equal(new ExitReason.Crashed(error), failure.Failure!.Reason);
            Assert.False(agent.Pid.IsAlive);
        },
        Crashing);

    [Fact]
    public void Update_WhoseFunctionThrows_FailsTheCallToo() => Simulation.Test(
        static async test =>
        {
            AgentRef<int> agent = await test.Runtime.StartAgentAsync(static () => 1);

            await Assert.ThrowsAsync<CallFailedException>(() => agent.UpdateAsync(static _ => throw new InvalidOperationException("no")));
            await Assert.ThrowsAsync<CallFailedException>(() => agent.UpdateAsync(static state => state));
        },
        Crashing);

    [Fact]
    public void Start_WhoseInitThrows_FailsAndFreesTheName() => Simulation.Test(
        static async test =>
        {
            await Assert.ThrowsAsync<StartFailedException>(
                () => test.Runtime.StartAgentAsync<int>(static () => throw new InvalidOperationException("no"), new() { Name = "agent" }));

            Assert.Equal(Pid.None, test.Runtime.Find("agent"));
        },
        Crashing);

    [Fact]
    public void Functions_OfOneCaller_AreCalledInItsOrder() => Simulation.Test(static async test =>
    {
        AgentRef<string> agent = await test.StartAgentAsync(static () => "");

        agent.Cast(static text => text + "a");
        Task update = agent.UpdateAsync(static text => text + "b");
        agent.Cast(static text => text + "c");

        Assert.Equal("abc", await agent.GetAsync(static text => text));
        await update;
        await agent.StopAsync();
    });

    [Fact]
    public void Call_ThatTakesLong_TimesOutAndIsDoneAllTheSame() => Simulation.Test(static async test =>
    {
        AgentRef<int> agent = await test.StartAgentAsync(static () => 1);
        await test.Runtime.SuspendAsync(agent.Pid);

        await Assert.ThrowsAsync<CallTimeoutException>(() => agent.UpdateAsync(static state => state + 1, TimeSpan.FromSeconds(1)));
        await test.Runtime.ResumeAsync(agent.Pid);

        Assert.Equal(2, await agent.GetAsync(static state => state));
        await agent.StopAsync();
    });

    [Fact]
    public void Cast_ToNobody_SaysSo() => Simulation.Test(static test =>
    {
        Assert.Equal(SendResult.NoProcess, AgentRef<int>.ForName(test.Runtime, "nobody").Cast(static state => state));
        Assert.Equal(SendResult.NoProcess, default(AgentRef<int>).Cast(static state => state));
        return Task.CompletedTask;
    });

    [Fact]
    public void Ref_OfOneNameOrOneProcess_IsEqual() => Simulation.Test(static async test =>
    {
        AgentRef<int> agent = await test.StartAgentAsync(static () => 1, new() { Name = "agent" });

        Assert.True(agent == AgentRef<int>.ForPid(agent.Pid));
        Assert.True(AgentRef<int>.ForName(test.Runtime, "agent") == AgentRef<int>.ForName(test.Runtime, "agent"));
        Assert.True(agent != AgentRef<int>.ForName(test.Runtime, "other"));
        Assert.Equal(agent.Pid, AgentRef<int>.ForName(test.Runtime, "agent").Pid);
        await agent.StopAsync();
    });
}
