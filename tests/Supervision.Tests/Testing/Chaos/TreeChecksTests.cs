using Supervision.Runtime;
using Supervision.Testing;
using Supervision.Testing.Chaos;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>What no supervisor of ours does wrong must still be found when one does.</summary>
public sealed class TreeChecksTests
{
    private static readonly SupervisorSpec Spec = Supervisor.OneForOne("app", app => app
        .OneForAll("all", all => all.Child(ChaosTrees.Worker("a")).Child(ChaosTrees.Worker("b"))));

    [Fact]
    public void P1_VictimThatLives_IsFound() => Check(async (test, before, _) =>
    {
        await Task.CompletedTask;
        Strike strike = new(new ChaosAction(ChaosKind.Kill, 0), before.Find("app/all/b"), "kill b", 0);
        return (Outcome(test, before, before, [], [strike]), ["P1 app/all/b"]);
    });

    [Fact]
    public void P1AndP3_SiblingThatOneForAllLeavesAlone_IsFound() => Check(async (test, before, root) =>
    {
        await Task.CompletedTask;
        TreeEntry b = before.Find("app/all/b")!;
        SeenEvent end = new(new ChildEvent(before.Find("app/all")!.Pid, "app/all", "b", b.Pid, 1, ChildEvent.EventKind.Ended, ExitReason.Killed), 0);
        return (Outcome(test, before, before, [end], []), ["P1 app/all/a", "P1 app/all/b", "P3 app/all/a", "P3 app/all/b"]);
    });

    [Fact]
    public void P3_ProcessThatIsAnotherForNoReason_IsFound() => Check(async (test, before, root) =>
    {
        before.Find("app/all/a")!.Pid.Exit(ExitReason.Kill);
        await test.IdleAsync();
        TreeSnapshot after = await TreeSnapshot.TakeAsync(root);
        return (Outcome(test, before, after, [], []), ["P3 app/all/a", "P3 app/all/b"]);
    });

    [Fact]
    public void P5_MoreRestartsThanAllowed_AreFound() => Check(async (test, before, _) =>
    {
        await Task.CompletedTask;
        TreeEntry.SupervisorPart part = before.Root.Supervisor! with { RestartAges = [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 4)] };
        TreeSnapshot after = new(before.Root with { Supervisor = part }, isConsistent: true);
        return (Outcome(test, before, after, [], []), ["P5 app"]);
    });

    [Fact]
    public void Nothing_Happened_NothingIsFound() => Check((test, before, _) => Task.FromResult((Outcome(test, before, before, [], []), Array.Empty<string>())));

    private static void Check(Func<TestProcess, TreeSnapshot, SupervisorRef, Task<(Outcome Outcome, string[] Expected)>> body) => Simulation.Test(async test =>
    {
        SupervisorRef root = await test.Runtime.StartSupervisorAsync(Spec);
        test.OnExit(() => root.StopAsync());

        (Outcome outcome, string[] expected) = await body(test, await TreeSnapshot.TakeAsync(root), root);

        Assert.Equal(expected, new TreeChecks(new ChaosOptions(), outcome).Run().Select(found => $"{found.Property} {found.Path}").Order());
    });

    private static Outcome Outcome(TestProcess test, TreeSnapshot before, TreeSnapshot after, IReadOnlyList<SeenEvent> events, IReadOnlyList<Strike> strikes)
    {
        HashSet<Pid> victims = [.. events.Select(seen => seen.What.Child)];
        return new Outcome
        {
            Before = before,
            After = after,
            Strikes = strikes,
            Events = events,
            Causes = events,
            Expected = ObservedTree.Play(before, 0, test.Time.TimestampFrequency, events, victims, onlyChaos: true),
            Seen = ObservedTree.Play(before, 0, test.Time.TimestampFrequency, events, victims, onlyChaos: false),
            Orphans = [],
            HasLoad = false,
            IsExact = true,
        };
    }
}
