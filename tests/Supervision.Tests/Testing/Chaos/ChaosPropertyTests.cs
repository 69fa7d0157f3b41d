using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Each property finds what it is about.</summary>
public sealed class ChaosPropertyTests
{
    private static readonly ChaosOptions Few = new() { Plans = 5, Length = 4 };

    [Fact]
    public void P3_ChildThatSomebodyStops_IsMissed()
    {
        ChaosOptions options = Few with
        {
            Load = async context => await SupervisorRef.ForName(context.Runtime, "app").TerminateChildAsync("b"),
        };

        Assert.Equal(("P3", "app/b"), Found(Supervisor.OneForOne("app", app => app.Named("app").Child(Worker("a")).Child(Worker("b"))), options));
    }

    [Fact]
    public void P4_ProcessThatNobodySupervises_IsFound()
    {
        SupervisorSpec tree = Supervisor.OneForOne("app", app => app.Child(ChildSpec.Process("a", async context =>
        {
            context.Spawn(WaitAsync, new ProcessOptions { Label = "forgotten" });
            await WaitAsync(context);
        })));

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => tree, Few));

        Assert.Equal("P4", failure.Violations[0].Property);
        Assert.Contains("forgotten", failure.Violations[0].Text, StringComparison.Ordinal);
        Assert.Equal("k0", failure.Plan.ToString());
        ChaosTest.Explore(_ => tree, Few with { IsUnsupervised = _ => true }, new ExplorationOptions { Schedules = 5, Leaks = LeakPolicy.Allow });
    }

    [Fact]
    public void P6_UserWhoCannotGoOn_IsTold()
    {
        SupervisorSpec tree = Supervisor.OneForOne("app", app => app.Child(Worker("a") with { Restart = Restart.Temporary, Tags = ["needed"] }));
        ChaosOptions options = Few with
        {
            SteadyState = context => context.Runtime.ProcessCount >= 3 ? Task.CompletedTask : throw new InvalidOperationException("nobody answers"),
        };

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => tree, options));

        Assert.Contains("has not come back within 5 s: InvalidOperationException: nobody answers", failure.Violations[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void P0_TreeThatNeverRests_IsTold()
    {
        Backoff hours = Backoff.Exponential(TimeSpan.FromHours(1), TimeSpan.FromHours(1), jitter: 0);
        SupervisorSpec tree = Supervisor.OneForOne("app", app => app.Child(Worker("a") with { Backoff = hours }));

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => tree, Few));

        Assert.Contains("the tree has not come to rest within 30 s: app/a", failure.Violations[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FortyKills_OfATreeThatBearsThree_ShrinkToTheMinimum()
    {
        // The client ends, for good, with whoever it has seen die: its supervisor bears two such ends, not three.
        SupervisorSpec Tree() => Supervisor.OneForOne("app", app => app
            .Intensity(100, TimeSpan.FromSeconds(5))
            .OneForOne("left", left => left.Intensity(100, TimeSpan.FromSeconds(5)).Child(Named("a", WaitAsync)))
            .OneForOne("right", right => right.Intensity(2, TimeSpan.FromSeconds(5)).Child(Named("b", async context =>
            {
                context.Monitor("a");
                await context.ReceiveAsync<Signal.Down>();
                throw new InvalidOperationException("my friend is gone");
            }))));

        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(
            _ => Tree(), new ChaosOptions { Length = 40, Filter = ChaosFilter.Under("app/left") & ChaosFilter.Workers }));

        Assert.Equal(("P2", "app/right"), (failure.Violations[0].Property, failure.Violations[0].Path));
        Assert.InRange(failure.Plan.Actions.Count(action => action.Kind == ChaosKind.Kill), 1, 3);
        Assert.InRange(failure.Plan.Actions.Count, 1, 5);
    }

    /// <summary>A plan is plain numbers: any generator makes it, and it brings its shrinker.</summary>
    [Fact]
    public void FsCheck_PlansOfItsOwn_RunAndShrink()
    {
        Gen<ChaosAction> action =
            from kind in Gen.Choose(0, 3)
            from pick in Gen.Choose(0, 20)
            from argument in Gen.Choose(0, 2)
            select new ChaosAction((ChaosKind)kind, pick, argument);
        Arbitrary<ChaosPlan> plans = Arb.From(Gen.ArrayOf(action).Select(actions => new ChaosPlan(actions)), plan => plan.Shrinks());

        Prop.ForAll(plans, plan => Simulation.Test(ChaosTest.Body(_ => ChaosTrees.Mixed(), plan)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithQuietOnSuccess(true));
    }

    private static (string Property, string Path) Found(SupervisorSpec tree, ChaosOptions options)
    {
        ChaosFailedException failure = Assert.Throws<ChaosFailedException>(() => ChaosTest.Explore(_ => tree, options));
        return (failure.Violations[0].Property, failure.Violations[0].Path);
    }

    private static ChildSpec Worker(string id) => ChaosTrees.Worker(id);

    private static ChildSpec Named(string id, Func<ProcessContext, Task> body) => ChildSpec.Process(id, body, new ProcessOptions { Name = id });

    private static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<string>();
}
