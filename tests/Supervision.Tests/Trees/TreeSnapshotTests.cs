using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Trees;

public sealed class TreeSnapshotTests
{
    [Fact]
    public void TakeAsync_RunningTree_ShowsEveryProcessInStartOrder()
    {
        using Family family = new();
        SupervisorRef root = family.Start(SpecOf(family));

        TreeSnapshot tree = family.Do(TreeSnapshot.TakeAsync(root));

        Assert.True(tree.IsConsistent);
        Assert.Equal(["root", "root/a", "root/inner", "root/inner/b", "root/inner/c"], tree.Root.All().Select(node => node.Path));
        Assert.Equal(family["b"], tree.Find("root/inner/b")!.Pid);
        Assert.Equal(["db"], tree.Find("root/a")!.Tags);
        Assert.Equal(Restart.Transient, tree.Find("root/inner/c")!.Restart);
        Assert.Equal(RestartStrategy.OneForAll, tree.Find("root/inner")!.Supervisor!.Options.Strategy);
        Assert.Equal(Shutdown.Infinite, tree.Find("root/inner")!.Shutdown);
        Assert.True(tree.Find("root/a")!.TrapsExits);
        Assert.Null(tree.Find("root/a")!.Supervisor);
    }

    [Fact]
    public void TakeAsync_AfterRestarts_ShowsIncarnationsAndTheAgesOfRestarts()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 5 }, family.Child("a"));
        family.End("a");
        family.Simulation.Advance(TimeSpan.FromSeconds(2));
        family.End("a");
        family.Simulation.Advance(TimeSpan.FromSeconds(3));

        TreeEntry top = family.Do(TreeSnapshot.TakeAsync(root)).Root;

        Assert.Equal(3, top.Supervisor!.Children[0].Incarnation);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3)], top.Supervisor.RestartAges);
    }

    [Fact]
    public void TakeAsync_RestartOlderThanThePeriod_IsNotShown()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 5 }, family.Child("a"));
        family.End("a");
        family.Simulation.Advance(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1));

        Assert.Empty(family.Do(TreeSnapshot.TakeAsync(root)).Root.Supervisor!.RestartAges);
    }

    [Fact]
    public void TakeAsync_ChildrenAddedAndRemoved_TellsThemFromTheDeclared()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions(), family.Child("a"), family.Child("b"));
        family.Do(root.StartChildAsync(family.Child("added")));
        family.Do(root.TerminateChildAsync("a"));
        family.Do(root.DeleteChildAsync("a"));
        family.Do(root.TerminateChildAsync("b"));

        TreeEntry.SupervisorPart part = family.Do(TreeSnapshot.TakeAsync(root)).Root.Supervisor!;

        Assert.Equal(["b", "added"], part.Children.Select(child => child.Id));
        Assert.Equal([ChildInfo.State.Stopped, ChildInfo.State.Running], part.Children.Select(child => child.Status));
        Assert.Equal(["a", "b"], part.Declared.Select(child => child.Id));
    }

    [Fact]
    public void TakeAsync_SupervisorThatIsBusyForLong_IsOpaque_AndTheRestIsShown()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", top => top
            .Child(family.Child("a"))
            .OneForOne("slow", slow => slow.Child(family.Child("b", stopsAfter: TimeSpan.FromSeconds(4))))));
        SupervisorRef slow = SupervisorRef.ForPid(family.Do(root.GetChildAsync("slow"))!.Pid);
        _ = slow.TerminateChildAsync("b");
        family.Simulation.RunUntilIdle();

        TreeSnapshot tree = family.Do(TreeSnapshot.TakeAsync(root, TimeSpan.FromSeconds(1)));

        Assert.True(tree.Find("root/slow")!.IsOpaque);
        Assert.Null(tree.Find("root/slow")!.Supervisor);
        Assert.Equal(["root", "root/a", "root/slow"], tree.Root.All().Select(node => node.Path));
    }

    [Fact]
    public void TakeAsync_LazilyBuiltSupervisor_DeclaresWhatTheRunningOneWasStartedFrom()
    {
        using Family family = new();
        ChildSpec lazy = new("lazy", context => context.StartSupervisorAsync(Supervisor.OneForOne("lazy", inner => inner.Child(family.Child("x")))))
        {
            Type = ChildType.Supervisor,
        };

        TreeEntry.SupervisorPart part = family.Do(TreeSnapshot.TakeAsync(family.Start(new SupervisorOptions(), lazy))).Root.Supervisor!;

        TreeEntry declared = Assert.Single(part.Declared);
        Assert.False(declared.IsOpaque);
        Assert.Equal("root/lazy/x", Assert.Single(declared.Supervisor!.Declared).Path);
    }

    [Fact]
    public void TakeAsync_NoSupervisor_Throws()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions());
        family.Do(root.StopAsync());

        CallFailedException failed = Assert.Throws<CallFailedException>(() => family.Do(TreeSnapshot.TakeAsync(root)));

        Assert.Equal(ExitReason.NoProcess, failed.Reason);
        Assert.Throws<CallFailedException>(() => family.Do(TreeSnapshot.TakeAsync(default)));
    }

    [Fact]
    public void TakeAsync_LimitOfZero_IsRefusedWithWhatIsAllowed()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TreeSnapshot.TakeAsync(default, TimeSpan.Zero); });

        Assert.StartsWith("limit was 00:00:00; must be more than zero", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever happens during the walk: a consistent snapshot shows one child for each id, all alive, as one moment had them.</summary>
    [Fact]
    public void TakeAsync_WhileChildrenDie_ShowsOnlyTreesThatWereThere()
    {
        int consistent = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            using Family family = new(seed);
            SupervisorRef root = family.Start(SpecOf(family));
            Pid before = family["b"];
            Task<TreeSnapshot> taken = TreeSnapshot.TakeAsync(root);
            family["b"].Send(new ExitReason.Custom("boom"));
            TreeSnapshot tree = family.Do(taken);

            consistent += tree.IsConsistent ? 1 : 0;
            Pid b = tree.Find("root/inner/b")!.Pid;
            Assert.True(b == before || b == family["b"], $"seed {seed}");

            // One for all: both are of the same generation.
            Assert.True(tree.Find("root/inner/b")!.Incarnation == tree.Find("root/inner/c")!.Incarnation, $"seed {seed}");
        }

        Assert.Equal(200, consistent);
    }

    /// <summary>A child moves from the first supervisor to the second: asked one after the other, both would show it.</summary>
    [Fact]
    public void TakeAsync_WhileAChildMovesBetweenSupervisors_NeverShowsItTwice()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            using Family family = new(seed);
            SupervisorRef root = family.Start(Supervisor.OneForOne("root", top => top
                .OneForOne("left", left => left.Child(family.Child("x")))
                .OneForOne("right", _ => { })));
            SupervisorRef left = SupervisorRef.ForPid(family.Do(root.GetChildAsync("left"))!.Pid);
            SupervisorRef right = SupervisorRef.ForPid(family.Do(root.GetChildAsync("right"))!.Pid);
            Task<TreeSnapshot> taken = TreeSnapshot.TakeAsync(root);
            family.Runtime.Spawn(async _ =>
            {
                await left.TerminateChildAsync("x");
                await left.DeleteChildAsync("x");
                await right.StartChildAsync(family.Child("x"));
            });

            TreeSnapshot tree = family.Do(taken);

            Assert.True(tree.IsConsistent, $"seed {seed}");
            Assert.False(tree.Find("root/left/x") is not null && tree.Find("root/right/x") is not null, $"seed {seed}\n{tree.ToText()}");
        }
    }

    [Fact]
    public void Of_DeclaredTree_ShowsItAsJustStarted()
    {
        using Family family = new();

        TreeSnapshot tree = TreeSnapshot.Of(SpecOf(family));

        Assert.Equal(["root", "root/a", "root/inner", "root/inner/b", "root/inner/c"], tree.Root.All().Select(node => node.Path));
        Assert.All(tree.Root.All(), node => Assert.Equal((ChildInfo.State.Running, 1, Pid.None), (node.Status, node.Incarnation, node.Pid)));
        Assert.Empty(family.Events);
    }

    private static SupervisorSpec SpecOf(Family family) => Supervisor.OneForOne("root", root => root
        .Child(family.Child("a") with { Tags = ["db"] })
        .OneForAll("inner", inner => inner
            .Child(family.Child("b"))
            .Child(family.Child("c") with { Restart = Restart.Transient })));
}
