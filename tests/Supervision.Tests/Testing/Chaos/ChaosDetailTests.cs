using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>What is said of a run is so.</summary>
public sealed class ChaosDetailTests
{
    private static readonly FaultPoint Seldom = FaultPoint.Define("seldom");

    /// <summary>A point that one run comes to and another does not was hit.</summary>
    [Fact]
    public void NeverHit_PointThatOnlySomeRunsComeTo_IsNotNamed()
    {
        int runs = 0;
        ChaosOptions options = new()
        {
            Plans = 4,
            Length = 2,
            Kinds = [ChaosKind.Fault],
            Faults = [new ChaosFault("late", static faults => faults.At(Seldom, new() { Times = 1 }).Delay(TimeSpan.Zero))],
            FaultPoints = [BusyTree.Cleanup],
            Load = async context =>
            {
                await context.Runtime.Faults.HitAsync(BusyTree.Cleanup);
                await context.DelayAsync(TimeSpan.FromMilliseconds(1));
                await (runs % 2 == 0 ? context.Runtime.Faults.HitAsync(Seldom) : Task.CompletedTask);
            },
        };

        ChaosReport report = ChaosTest.Explore(
            _ =>
            {
                runs++;
                return Tree();
            },
            options,
            new ExplorationOptions { Schedules = 3, DeterminismChecks = 0 });

        Assert.Empty(report.NeverHit);
    }

    [Fact]
    public void SteadyState_ThatComesBackTooLate_HasNotComeBack()
    {
        ChaosOptions options = new() { Plans = 1, SteadyState = static context => context.DelayAsync(TimeSpan.FromSeconds(20)) };

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(static _ => Tree(), options));

        Assert.Equal("P6", failure.Violations[0].Property);
        Assert.Contains("within 5 s", failure.Violations[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SteadyState_ThatNeverAnswers_IsTold()
    {
        ChaosOptions options = new() { Plans = 1, SteadyState = static async context => await context.ReceiveAsync<string>() };

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(static _ => Tree(), options));

        Assert.Equal("P6", failure.Violations[0].Property);
    }

    /// <summary>The last try is under way when the time is over, as a rule, and would say nothing of what was wrong all the time.</summary>
    [Fact]
    public void SteadyState_ThatFailsUntilTheEnd_SaysWithWhatThoughTheLastTryIsStillUnderWay()
    {
        ChaosOptions options = new()
        {
            Plans = 1,
            SteadyState = static async context =>
            {
                await context.DelayAsync(TimeSpan.FromSeconds(3));
                throw new InvalidOperationException("a fact is lost");
            },
        };

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(static _ => Tree(), options));

        Assert.Contains("has not come to an end; the one before failed with InvalidOperationException: a fact is lost", failure.Violations[0].Text, StringComparison.Ordinal);
    }

    /// <summary>A filter with a slip of the pen lets nobody through, and then all would hold.</summary>
    [Fact]
    public void Explore_FilterThatLetsNobodyThrough_IsRefused()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => ChaosTest.Explore(static _ => Tree(), new ChaosOptions { Plans = 2, Filter = ChaosFilter.Tagged("chache") }));

        Assert.Contains("Nobody was struck", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FilterThatLetsNobodyThrough_IsRefused()
    {
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { AllowChaos = true });
        SupervisorRef root = await runtime.StartSupervisorAsync(Tree());
        ChaosOptions options = new() { WithoutLoad = true, Filter = ChaosFilter.Tagged("chache") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>What is drawn in a run is drawn in its replay.</summary>
    [Fact]
    public void Replay_OfAFailureByChance_ShowsTheSameFailure()
    {
        ChaosFault flaky = new("flaky", static faults => faults
            .AtCall<DatabaseMessage.Query, DatabaseReply>(new() { Probability = 0.5, Times = 12 }).Return(new DatabaseReply.Busy()));
        ChaosOptions options = new()
        {
            Seed = 5,
            Length = 8,
            Kinds = [ChaosKind.Kill, ChaosKind.Fault],
            Filter = ChaosFilter.Tagged("sql"),
            Faults = [flaky],
            Load = BusyTree.PollAsync,
        };
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(static _ => BusyTree.Of(isRepaired: false), options));

        ScheduleFailedException again = Assert.Throws<ScheduleFailedException>(
            () => Simulation.Replay(failure.Schedule!, ChaosTest.Body(static _ => BusyTree.Of(isRepaired: false), ChaosPlan.Parse(failure.Plan.ToString()), options)));

        Assert.Equal(failure.Violations[0].Text, Assert.IsType<ChaosFailedException>(again.InnerException).Violations[0].Text);
    }

    private static SupervisorSpec Tree() => Supervisor.OneForOne("app", static app => app
        .Intensity(10, TimeSpan.FromSeconds(1)).Child(ChaosTrees.Worker("a")).Child(ChaosTrees.Worker("b")));
}
