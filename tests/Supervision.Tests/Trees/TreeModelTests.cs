namespace Supervision.Tests.Trees;

/// <summary>The rules one by one, on small trees. That they are those of supervisors is held on random trees in Supervision.Conformance.</summary>
public sealed class TreeModelTests
{
    private static readonly ExitReason Boom = new ExitReason.Custom("boom");

    [Fact]
    public void Predict_NothingHappens_AllAreTheSame()
    {
        TreePrediction prediction = Tree(root => root.Child(Worker("a"))).Predict();

        Assert.All(prediction.Fates.Values, fate => Assert.Equal(TreeFate.Same, fate));
        Assert.Empty(prediction.MustDie);
        Assert.Empty(prediction.Story);
    }

    [Fact]
    public void Predict_OneForAllBelowOneForOne_TellsTheStoryInOrder()
    {
        TreeSnapshot tree = Tree(root => root
            .Child(Worker("other"))
            .OneForAll("db", db => db.Child(Worker("w1")).Child(Worker("w2")).Child(Worker("w3")).Intensity(3, TimeSpan.FromSeconds(5))));

        TreePrediction prediction = tree.Predict(new TreeAction.Kill("root/db/w2"));

        Assert.Equal(
            [
                "root/db/w2 ends with killed", "root/db restarts all children (1 of 3 in 5 s)", "root/db/w3 is stopped", "root/db/w1 is stopped",
                "root/db/w1 starts", "root/db/w2 starts", "root/db/w3 starts",
            ],
            prediction.Story.Select(step => step.Text));
        Assert.Equal(["root/db/w1", "root/db/w2", "root/db/w3"], prediction.MustDie.Order());
        Assert.Equal(TreeFate.Same, prediction.Fates["root/other"]);
        Assert.Equal(TreeFate.Restarted, prediction.Fates["root/db/w1"]);
    }

    [Fact]
    public void Predict_MoreRestartsThanAllowed_TheSupervisorGivesUpAndItsParentRestartsIt()
    {
        TreeSnapshot tree = Tree(root => root.OneForOne("inner", inner => inner.Child(Worker("a")).Intensity(1, TimeSpan.FromSeconds(5))));

        TreePrediction prediction = tree.Predict(new TreeAction.Kill("root/inner/a"), new TreeAction.Kill("root/inner/a"));

        Assert.Equal(["root/inner"], prediction.GaveUp);
        Assert.Equal(TreeFate.Restarted, prediction.Fates["root/inner"]);
        Assert.Single(prediction.After!.Root.Supervisor!.RestartAges);
        Assert.Empty(prediction.After.Find("root/inner")!.Supervisor!.RestartAges);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Predict_RestartAtTheEdgeOfThePeriod_StillCounts(long ticksLater, bool givesUp)
    {
        TreeSnapshot tree = Tree(root => root.OneForOne("inner", inner => inner.Child(Worker("a")).Intensity(1, TimeSpan.FromSeconds(5))));

        TreePrediction prediction = tree.Predict(
            new TreeAction.Kill("root/inner/a"), new TreeAction.Wait(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(ticksLater)), new TreeAction.Kill("root/inner/a"));

        Assert.Equal(givesUp, prediction.GaveUp.Count > 0);
    }

    [Fact]
    public void Predict_FromThePredictedTree_GoesOnAsInOneGo()
    {
        TreeSnapshot tree = Tree(root => root.OneForOne("inner", inner => inner.Child(Worker("a")).Intensity(1, TimeSpan.FromSeconds(5))));
        TreeAction kill = new TreeAction.Kill("root/inner/a");
        TreeAction wait = new TreeAction.Wait(TimeSpan.FromSeconds(3));

        TreePrediction later = tree.Predict(kill, wait).After!.Predict(kill);

        Assert.Equal(["root/inner"], later.GaveUp);
    }

    [Fact]
    public void Predict_RootGivesUp_NothingIsLeft()
    {
        TreeSnapshot tree = Tree(root => root.Child(Worker("a")).Child(Worker("b")).Intensity(0, TimeSpan.FromSeconds(5)));

        TreePrediction prediction = tree.Predict(new TreeAction.End("root/a", Boom));

        Assert.Null(prediction.After);
        Assert.All(prediction.Fates.Values, fate => Assert.Equal(TreeFate.Gone, fate));
    }

    [Fact]
    public void Predict_StartsThatFail_AreCountedOneByOne()
    {
        TreeSnapshot tree = Tree(root => root.Child(Worker("a")).Intensity(3, TimeSpan.FromSeconds(5)));

        TreePrediction survives = tree.Predict(new TreeAction.FailStarts("root/a", 2), new TreeAction.Kill("root/a"));
        TreePrediction falls = tree.Predict(new TreeAction.FailStarts("root/a", 3), new TreeAction.Kill("root/a"));

        Assert.Equal(3, survives.After!.Root.Supervisor!.RestartAges.Count);
        Assert.Equal(["root"], falls.GaveUp);
    }

    [Theory]
    [InlineData(true, "kill", true)]
    [InlineData(true, "normal", false)]
    [InlineData(false, "normal", false)]
    [InlineData(false, "boom", true)]
    [InlineData(true, "boom", false)]
    public void Predict_SignalOfAStranger_EndsWhoDoesNotTrap(bool traps, string reason, bool dies)
    {
        TreeEntry root = Tree(top => top.Child(Worker("a"))).Root;
        TreeEntry child = root.Supervisor!.Children[0] with { TrapsExits = traps };
        TreeSnapshot tree = new(root with { Supervisor = root.Supervisor with { Children = [child] } }, isConsistent: true);
        ExitReason signal = reason switch { "kill" => ExitReason.Kill, "normal" => ExitReason.Normal, _ => Boom };

        Assert.Equal(dies, tree.Predict(new TreeAction.Signal("root/a", signal)).MustDie.Contains("root/a"));
        Assert.Empty(tree.Predict(new TreeAction.Signal("root", Boom)).MustDie);
    }

    /// <summary>What is below a killed supervisor ends while the restart begins: a name there may make the restart fail.</summary>
    [Fact]
    public void Predict_KilledSupervisorAboveAName_SaysWhatIsUncertain()
    {
        TreeSnapshot named = Tree(root => root
            .Child(Worker("beside"))
            .OneForOne("a", a => a.OneForOne("b", b => b.Named("held").Child(Worker("w")))));
        TreeSnapshot nameless = Tree(root => root
            .Child(Worker("beside"))
            .OneForOne("a", a => a.OneForOne("b", b => b.Child(Worker("w")))));

        TreePrediction prediction = named.Predict(new TreeAction.Kill("root/a"));

        Assert.StartsWith("root/a/b may still hold the name 'held'", Assert.Single(prediction.Uncertain), StringComparison.Ordinal);
        Assert.Equal(["root/a", "root/a/b", "root/a/b/w"], prediction.MustDie.Order());
        Assert.Equal(["root", "root/beside"], prediction.MayDie.Order());
        Assert.Equal(TreeFate.Unknown, prediction.Fates["root/beside"]);
        Assert.Empty(nameless.Predict(new TreeAction.Kill("root/a")).Uncertain);
    }

    [Fact]
    public void Predict_LazilyBuiltSupervisor_IsNamedAsUnknown()
    {
        TreeSnapshot tree = Tree(root => root.Child(Worker("lazy") with { Type = ChildType.Supervisor }));

        Assert.Contains("What is below root/lazy is not known", Assert.Single(tree.Predict(new TreeAction.Kill("root/lazy")).Uncertain), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_PathThatIsNotThere_ChangesNothing()
    {
        TreeSnapshot tree = Tree(root => root.Child(Worker("a")));

        TreePrediction prediction = tree.Predict(
            new TreeAction.Kill("root/x"), new TreeAction.End("root/x", Boom), new TreeAction.Terminate("root/x"), new TreeAction.Delete("root/a"),
            new TreeAction.RestartChild("root/a"), new TreeAction.Add("root/a", Worker("b")));

        Assert.Empty(prediction.Story);
    }

    private static TreeSnapshot Tree(Action<SupervisorBuilder> configure) => TreeSnapshot.Of(Supervisor.OneForOne("root", configure));

    private static ChildSpec Worker(string id) => ChildSpec.Process(id, static _ => Task.CompletedTask);
}
