namespace Supervision.Tests.Supervisors;

/// <summary>What happens when a restart fails.</summary>
public sealed class RetryTests
{
    private static readonly SupervisorOptions Patient = new() { MaxRestarts = 3 };

    private static StartResult Failed => new StartResult.Failed(new ExitReason.Custom("cannot"));

    [Fact]
    public void FailedRestart_IsTriedAgain_AndCountsAgain()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, family.Child("a"), family.Child("b"));
        family.Refusals["a"] = new([Failed, Failed]);

        family.End("a");

        Assert.Equal(["end a", "refuse a", "refuse a", "start a"], family.TakeEvents());
        family.End("b");
        Assert.False(root.Pid.IsAlive);
    }

    [Fact]
    public void Restarting_ChildThatIgnoresItsStart_StaysListedAsStopped()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, family.Child("a"));
        family.Refusals["a"] = new([new StartResult.Ignored()]);

        family.End("a");

        Assert.Equal(ChildInfo.State.Stopped, Assert.Single(family.Do(root.ListChildrenAsync())).Status);
    }

    [Fact]
    public void OneForAll_SiblingFailsToStart_RetryRestartsAll()
    {
        using Family family = new();
        family.Start(Patient with { Strategy = RestartStrategy.OneForAll }, family.Child("a"), family.Child("b"), family.Child("c"));
        family.Refusals["b"] = new([Failed]);

        family.End("a");

        Assert.Equal(
            ["end a", "stop c", "stop b", "start a", "refuse b", "stop a", "start a", "start b", "start c"], family.Events);
    }

    [Fact]
    public void RestForOne_LaterSiblingFailsToStart_RetryLeavesTheEarlierOnesAlone()
    {
        using Family family = new();
        family.Start(Patient with { Strategy = RestartStrategy.RestForOne }, family.Child("a"), family.Child("b"), family.Child("c"));
        family.Refusals["b"] = new([Failed]);

        family.End("a");

        Assert.Equal(["end a", "stop c", "stop b", "start a", "refuse b", "start b", "start c"], family.Events);
    }

    [Fact]
    public void Requests_ThatCameBeforeTheRetry_SeeTheChildRestarting()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, family.Child("a"));
        family.Refusals["a"] = new([Failed]);
        Answers answers = WhileFrozen(family, root, "a");

        Assert.IsType<ChildResult.Restarting>(family.Do(answers.Restart));
        Assert.IsType<ChildResult.Restarting>(family.Do(answers.Delete));
        Assert.IsType<ChildResult.AlreadyPresent>(family.Do(answers.Start));
        Assert.Equal(new ChildInfo.Counts(1, 0, 0, 1), family.Do(answers.Count));
        Assert.Equal(ChildInfo.State.Restarting, Assert.Single(family.Do(answers.List)).Status);
        Assert.Equal(["end a", "refuse a", "start a"], family.Events);
    }

    [Fact]
    public void Terminate_OfARestartingChild_EndsTheAttempts()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient, family.Child("a"));
        family.Refusals["a"] = new(Enumerable.Repeat(Failed, 9));
        Freeze(family, root);
        family.End("a");
        Task<ChildResult> terminated = root.TerminateChildAsync("a");
        Thaw(family, root);

        Assert.IsType<ChildResult.Done>(family.Do(terminated));
        Assert.Equal(["end a", "refuse a"], family.Events);
        Assert.Equal(ChildInfo.State.Stopped, Assert.Single(family.Do(root.ListChildrenAsync())).Status);
    }

    [Fact]
    public void Parent_StopsASupervisorWhoseChildCannotStart()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Patient with { MaxRestarts = 1_000_000 }, family.Child("a"));
        family.Refusals["a"] = new(Enumerable.Repeat(Failed, 100_000));
        family["a"].Send(new ExitReason.Custom("boom"));
        for (int i = 0; i < 200; i++)
        {
            family.Simulation.Step();
        }

        root.Pid.Exit(ExitReason.Shutdown);
        family.Simulation.RunUntilIdle();

        Assert.False(root.Pid.IsAlive);
        Assert.InRange(family.StartsOf("a"), 2, 300);
    }

    private static Answers WhileFrozen(Family family, SupervisorRef root, string id)
    {
        Freeze(family, root);
        family.End(id);
        Answers answers = new(
            root.RestartChildAsync(id), root.DeleteChildAsync(id), root.StartChildAsync(family.Child(id)), root.CountChildrenAsync(), root.ListChildrenAsync());
        Thaw(family, root);
        return answers;
    }

    private static void Freeze(Family family, SupervisorRef root)
    {
        _ = family.Runtime.SuspendAsync(root.Pid);
        family.Simulation.RunUntilIdle();
    }

    private static void Thaw(Family family, SupervisorRef root)
    {
        _ = family.Runtime.ResumeAsync(root.Pid);
        family.Simulation.RunUntilIdle();
    }

    private sealed record Answers(
        Task<ChildResult> Restart,
        Task<ChildResult> Delete,
        Task<ChildResult> Start,
        Task<ChildInfo.Counts> Count,
        Task<IReadOnlyList<ChildInfo>> List);
}
