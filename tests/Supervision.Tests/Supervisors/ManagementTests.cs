namespace Supervision.Tests.Supervisors;

/// <summary>Every answer of the management operations.</summary>
public sealed class ManagementTests
{
    [Fact]
    public void StartChild_NewId_IsAddedLast()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        ChildResult.Started started = Assert.IsType<ChildResult.Started>(family.Do(root.StartChildAsync(family.Child("b"))));

        Assert.Equal(family["b"], started.Pid);
        Assert.Equal(["a", "b"], family.Do(root.ListChildrenAsync()).Select(static child => child.Id));
    }

    [Fact]
    public void StartChild_IdOfARunningChild_NamesTheHolder()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        ChildResult result = family.Do(root.StartChildAsync(family.Child("a")));

        Assert.Equal(new ChildResult.AlreadyStarted(family["a"]), result);
        Assert.Empty(family.Events);
    }

    [Fact]
    public void StartChild_IdOfAStoppedChild_IsAlreadyPresent()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));
        family.Do(root.TerminateChildAsync("a"));

        Assert.IsType<ChildResult.AlreadyPresent>(family.Do(root.StartChildAsync(family.Child("a"))));
    }

    [Fact]
    public void StartChild_WithAMistake_IsInvalid_BeforeTheIdIsLookedAt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        ChildResult result = family.Do(root.StartChildAsync(family.Child("a") with { Significant = true }));

        Assert.Equal(new ChildResult.Invalid(new SpecError.SignificantNeverMatters("a")), result);
    }

    [Fact]
    public void StartChild_ThatFails_IsNotKept_NorTriedAgain()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        family.Refusals["a"] = new([new StartResult.Failed(new ExitReason.Custom("cannot"))]);

        ChildResult result = family.Do(root.StartChildAsync(family.Child("a")));

        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("cannot")), result);
        Assert.Empty(family.Do(root.ListChildrenAsync()));
        Assert.Equal(["refuse a"], family.Events);
    }

    [Fact]
    public void StartChild_WhoseNameIsTaken_NamesTheHolder()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        Pid stranger = family.Runtime.Spawn(static process => process.ReceiveAsync<object>().AsTask(), new ProcessOptions { Name = "taken" });

        ChildSpec spec = ChildSpec.Process("a", static process => process.ReceiveAsync<object>().AsTask(), new ProcessOptions { Name = "taken" });
        ChildResult result = family.Do(root.StartChildAsync(spec));

        Assert.Equal(new ChildResult.AlreadyStarted(stranger), result);
        Assert.Empty(family.Do(root.ListChildrenAsync()));
    }

    [Theory]
    [InlineData(Restart.Permanent, true)]
    [InlineData(Restart.Transient, true)]
    [InlineData(Restart.Temporary, false)]
    public void StartChild_ThatIgnores_IsKeptUnlessTemporary(Restart restart, bool isKept)
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        family.Refusals["a"] = new([new StartResult.Ignored()]);

        Assert.IsType<ChildResult.Ignored>(family.Do(root.StartChildAsync(family.Child("a") with { Restart = restart })));
        Assert.Equal(isKept ? ["a Stopped"] : Array.Empty<string>(), Listed(family, root));
    }

    [Fact]
    public void StartChild_PassesOnWhatTheStartFunctionTells()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        ChildSpec spec = new("a", static async context =>
            await context.StartProcessAsync(static process => process.ReceiveAsync<object>().AsTask()) is StartResult.Started started
                ? started with { Info = "port 80" }
                : new StartResult.Ignored());

        Assert.Equal("port 80", Assert.IsType<ChildResult.Started>(family.Do(root.StartChildAsync(spec))).Info);
    }

    [Fact]
    public void TerminateChild_RunningOrNot_IsDone_AndKeepsItsPlace()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"), family.Child("b"));

        Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));
        Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));
        Assert.Equal(["a Stopped", "b Running"], Listed(family, root));
        Assert.Equal(["stop a"], family.Events);
    }

    [Fact]
    public void TerminateChild_OfATemporaryChild_ForgetsIt()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a") with { Restart = Restart.Temporary });

        Assert.IsType<ChildResult.Done>(family.Do(root.TerminateChildAsync("a")));
        Assert.IsType<ChildResult.NotFound>(family.Do(root.TerminateChildAsync("a")));
    }

    [Fact]
    public void TerminateChild_ByProcess_IsNotFound_AndTheChildUntouched()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));

        Assert.IsType<ChildResult.NotFound>(family.Do(root.TerminateChildAsync(family["a"])));
        Assert.True(family["a"].IsAlive);
    }

    [Fact]
    public void RestartAndDelete_AnswerByStateOfTheChild()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"), family.Child("b"));

        Assert.IsType<ChildResult.Running>(family.Do(root.RestartChildAsync("a")));
        Assert.IsType<ChildResult.Running>(family.Do(root.DeleteChildAsync("a")));
        Assert.IsType<ChildResult.NotFound>(family.Do(root.RestartChildAsync("z")));
        Assert.IsType<ChildResult.NotFound>(family.Do(root.DeleteChildAsync("z")));
        family.Do(root.TerminateChildAsync("a"));
        Assert.IsType<ChildResult.Started>(family.Do(root.RestartChildAsync("a")));
        Assert.Equal(["a Running", "b Running"], Listed(family, root));
        family.Do(root.TerminateChildAsync("a"));
        Assert.IsType<ChildResult.Done>(family.Do(root.DeleteChildAsync("a")));
        Assert.Equal(["b Running"], Listed(family, root));
    }

    [Fact]
    public void RestartChild_ThatFails_StaysListed()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"));
        family.Do(root.TerminateChildAsync("a"));
        family.Refusals["a"] = new([new StartResult.Failed(new ExitReason.Custom("cannot"))]);

        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("cannot")), family.Do(root.RestartChildAsync("a")));
        Assert.Equal(["a Stopped"], Listed(family, root));
    }

    [Fact]
    public void GetChildSpec_FillsInTheDefaultOfShutdown()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Child(family.Child("a") with { Tags = ["db"] })
            .OneForOne("s", static _ => { })));

        ChildSpec? worker = family.Do(root.GetChildSpecAsync("a"));

        Assert.Equal(Shutdown.After(TimeSpan.FromSeconds(5)), worker?.Shutdown);
        Assert.Equal(["db"], worker?.Tags);
        Assert.Equal(Shutdown.Infinite, family.Do(root.GetChildSpecAsync("s"))?.Shutdown);
        Assert.Null(family.Do(root.GetChildSpecAsync("z")));
        Assert.Null(family.Do(root.GetChildSpecAsync(family["a"])));
    }

    [Fact]
    public void Counts_TellWhatIsAliveByType()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Child(family.Child("a")).Child(family.Child("b")).OneForOne("s", static _ => { })));
        family.Do(root.TerminateChildAsync("b"));

        Assert.Equal(new ChildInfo.Counts(Specs: 3, Active: 2, Supervisors: 1, Workers: 2), family.Do(root.CountChildrenAsync()));
    }

    [Fact]
    public void Request_ToASupervisorThatIsGone_FailsWithNoProcess()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        family.Do(root.StopAsync());

        CallFailedException failure = Assert.Throws<CallFailedException>(() => family.Do(root.ListChildrenAsync()));

        Assert.Equal(ExitReason.NoProcess, failure.Reason);
        Assert.Equal(ExitReason.NoProcess, family.Do(root.StopAsync()));
    }

    [Fact]
    public void Request_ThatWaitsWhenTheSupervisorEnds_FailsWithItsReason()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a", TimeSpan.FromSeconds(1)));
        Task<ChildResult> stopping = root.TerminateChildAsync("a");
        Task<IReadOnlyList<ChildInfo>> listing = root.ListChildrenAsync();
        family.Simulation.RunUntilIdle();

        root.Pid.Exit(ExitReason.Kill);
        family.Simulation.RunUntilIdle();

        Assert.Equal(ExitReason.Killed, Assert.Throws<CallFailedException>(() => family.Do(stopping)).Reason);
        Assert.Equal(ExitReason.Killed, Assert.Throws<CallFailedException>(() => family.Do(listing)).Reason);
    }

    [Fact]
    public void Requests_WaitForTheOneBeforeThem()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a", TimeSpan.FromSeconds(1)), family.Child("b"));
        Task<ChildResult> stopping = root.TerminateChildAsync("a");
        Task<IReadOnlyList<ChildInfo>> listing = root.ListChildrenAsync();
        family.Simulation.RunUntilIdle();
        Assert.False(listing.IsCompleted);

        Assert.IsType<ChildResult.Done>(family.Do(stopping));
        Assert.Equal(["Stopped", "Running"], family.Do(listing).Select(static child => child.Status.ToString()));
    }

    [Fact]
    public void NamedHandle_FollowsTheSupervisorOverItsRestart()
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root.OneForOne("inner", inner => inner.Named("inner").Child(family.Child("a")))));
        SupervisorRef inner = SupervisorRef.ForName(family.Runtime, "inner");
        Pid before = inner.Pid;

        before.Exit(ExitReason.Kill);
        family.Simulation.RunUntilIdle();

        Assert.NotEqual(before, inner.Pid);
        Assert.Single(family.Do(inner.ListChildrenAsync()));
    }

    private static string[] Listed(Family family, SupervisorRef root) =>
        [.. family.Do(root.ListChildrenAsync()).Select(static child => $"{child.Id} {child.Status}")];
}
