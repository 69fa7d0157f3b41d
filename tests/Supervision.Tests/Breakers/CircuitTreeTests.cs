using Supervision.Testing;

namespace Supervision.Tests.Breakers;

/// <summary>A breaker that is tied to a part of the tree.</summary>
public sealed class CircuitTreeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Child_ThatIsDown_KeepsItOpenUntilItRunsAgain() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql");
        Remote.Conditions conditions = new();
        ChildSpec child = ChildSpec.Server("remote", () => new Remote(conditions), new() { Name = "remote" });
        ChildSpec tied = breaker.OpenWhileDown(child with { Backoff = Backoff.Exponential(Second, Second, jitter: 0) });
        Assert.Equal(CircuitState.Open, breaker.State);
        Pid first = await test.StartSupervisedAsync(tied);
        ServerRef<Remote.Ask> remote = ServerRef<Remote.Ask>.ForName(test.Runtime, "remote");
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        Assert.Equal("yes", await breaker.CallAsync(remote, new Remote.Ask()));
        Assert.Equal(CircuitState.Closed, breaker.State);

        breaker.Listen(test);
        first.Exit(ExitReason.Kill);
        Report.CircuitChanged opened = await test.ReceiveAsync<Report.CircuitChanged>();
        CallFailure refused = (await breaker.TryCallAsync(remote, new Remote.Ask())).Failure!;
        Assert.Equal((CircuitState.Open, "'remote' is down"), (opened.To, opened.Why));
        Assert.Equal((CallFailureCause.Rejected, null), (refused.Cause, refused.RetryAfter));

        await test.ExpectRestartAsync("remote");
        Assert.Equal(CircuitState.HalfOpen, (await test.ReceiveAsync<Report.CircuitChanged>()).To);
        Assert.Equal("yes", await breaker.CallAsync(remote, new Remote.Ask()));
        Assert.Equal(2, conditions.Touched);
    });

    [Fact]
    public void Subtree_ThatGivesUp_KeepsItOpenWhateverTheTime() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        CircuitBreaker breaker = new(test.Runtime, "sql");
        SupervisorSpec tree = Supervisor.OneForOne("left", left => left
            .Child(breaker.OpenWhileDown(ChildSpec.Nested(Supervisor.OneForOne("pool", static pool => pool
                .Intensity(0, Second)
                .Process("worker", static async worker => await worker.ReceiveAsync<string>()))) with
            { Restart = Restart.Temporary })));
        SupervisorRef left = await test.StartSupervisedAsync(tree);
        Assert.True(breaker.TryEnter(out CircuitPass pass));
        pass.Succeed();

        Pid pool = (await left.GetChildAsync("pool"))!.Pid;
        SupervisorRef.ForPid(pool).Pid.Exit(ExitReason.Kill);
        await pool.WaitForExitAsync();
        Assert.Equal(CircuitState.Open, breaker.State);
        await test.DelayAsync(Second * 3600);
        Assert.Equal(CircuitState.Open, breaker.State);
        breaker.Close();
        Assert.Equal(CircuitState.Open, breaker.State);
    });

    [Fact]
    public void OneOfSeveralChildren_ThatIsDown_IsEnough() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "left");
        ChildSpec[] children = [.. from id in (string[])["a", "b"] select breaker.OpenWhileDown(ChildSpec.Process(id, WaitAsync))];
        await test.StartSupervisedAsync(children[0]);
        Assert.Equal(CircuitState.Open, breaker.State);
        await test.StartSupervisedAsync(children[1]);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        await test.StopSupervisedAsync("a");
        Assert.Equal(CircuitState.Open, breaker.State);

        static async Task WaitAsync(ProcessContext process) => await process.ReceiveAsync<string>();
    });

    [Fact]
    public void Child_OfAnotherRuntime_IsRefused()
    {
        using Simulation other = new();
        CircuitBreaker breaker = new(other.Runtime, "sql");
        Simulation.Test(async test =>
        {
            TestFailedException refused = await Assert.ThrowsAsync<TestFailedException>(
                () => test.StartSupervisedAsync(breaker.OpenWhileDown(ChildSpec.Process("a", static _ => Task.CompletedTask))));

            Assert.IsType<InvalidOperationException>(refused.InnerException);
        });
    }
}
