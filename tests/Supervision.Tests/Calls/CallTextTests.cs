using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>What a failed call says to somebody who has called the wrong thing.</summary>
public sealed class CallTextTests
{
    [Fact]
    public void CallToAServerOfOtherMessages_SaysThatTheReferenceIsWrong() => Simulation.Test(async test =>
    {
        ServerRef<Work> server = await test.StartSupervisedAsync(() => new TestServer());

        CallResult<string> stranger = await ServerRef<Question>.ForPid(server.Pid).TryCallAsync(new Question());
        CallFailedException asSupervisor = await Assert.ThrowsAsync<CallFailedException>(
            () => SupervisorRef.ForPid(server.Pid).CountChildrenAsync(test.CancellationToken));

        Assert.Equal(CallFailureCause.NoReply, stranger.Failure!.Cause);
        Assert.StartsWith($"Call Question to {server.Pid} was dropped: the server there takes no messages of this type.", stranger.Failure.Detail, StringComparison.Ordinal);
        Assert.StartsWith($"Call Count to {server.Pid} was dropped", asSupervisor.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void CallToASupervisorAsIfItWereAServer_SaysThatTheReferenceIsWrong() => Simulation.Test(async test =>
    {
        SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("root", static _ => { }));

        CallResult<string> stranger = await ServerRef<Question>.ForPid(root.Pid).TryCallAsync(new Question());

        Assert.StartsWith($"Call Question to {root.Pid} was dropped", stranger.Failure!.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public void CallWhoseServerCrashes_NamesWhatItWas() => Simulation.Test(async test =>
    {
        ServerRef<Work> server = await test.StartSupervisedAsync(() => new TestServer(), new ServerOptions { Name = "held" });
        test.AllowCrashes();

        CallResult<int> crashed = await server.TryCallAsync(new Ask<int>((_, _) => throw new InvalidOperationException("boom")));

        Assert.Matches(@"^Call Ask to <\d+> \(TestServer\) failed: the server ended before it replied, reason crashed\(InvalidOperationException: boom\)\.$", crashed.Failure!.Detail);
    });

    [Fact]
    public void CallByAReferenceToNobody_SaysThatItPointsAtNoProcess() => Simulation.Test(async test =>
    {
        CallResult<string> unset = await default(ServerRef<Question>).TryCallAsync(new Question());
        CallResult<string> none = await ServerRef<Question>.ForPid(test.Runtime.Find("nobody")).TryCallAsync(new Question());

        Assert.Contains("it points at no process", unset.Failure!.Detail, StringComparison.Ordinal);
        Assert.Equal(unset.Failure, none.Failure);
    });

    [Fact]
    public void NamesOfGenericMessagesAndWrappedOnes_AreThoseOfTheSource() => Simulation.Test(async test =>
    {
        PoolRef<Question> pool = PoolRef<Question>.ForName(test.Runtime, "no pool");
        AgentRef<int> agent = AgentRef<int>.ForName(test.Runtime, "no agent");

        CallResult<string> asked = await pool.TryCallAsync(new Question());
        CallFailedException got = await Assert.ThrowsAsync<CallFailedException>(async () => await agent.GetAsync(static value => value));

        Assert.StartsWith("Call Question to no pool failed", asked.Failure!.Detail, StringComparison.Ordinal);
        Assert.StartsWith("Call Get to no agent failed", got.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Result_AsAText_IsTheReplyOrTheFailure() => Simulation.Test(async test =>
    {
        ServerRef<Work> server = await test.StartSupervisedAsync(() => new TestServer());
        CallResult<int> reply = await server.TryCallAsync(TestServer.Value(3));
        CallResult<string> failure = await default(ServerRef<Question>).TryCallAsync(new Question());

        Assert.Equal(("3", failure.Failure!.Detail), (reply.ToString(), failure.ToString()));
    });

    private sealed record Question : ICall<Question, string>;
}
