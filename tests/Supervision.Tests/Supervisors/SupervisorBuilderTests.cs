namespace Supervision.Tests.Supervisors;

public sealed class SupervisorBuilderTests
{
    [Fact]
    public void Tree_IsTheSameAsThePlainRecords()
    {
        ChildSpec worker = new("w", static _ => default);

        SupervisorSpec tree = Supervisor.RestForOne("root", root => root
            .Named("top").Intensity(9, TimeSpan.FromMinutes(1)).AutoShutdown(AutoShutdown.AnySignificant)
            .Child(worker)
            .OneForAll("inner", static _ => { }, static child => child with { Restart = Restart.Temporary, Tags = ["x"] }));

        Assert.Equal("top", tree.Name);
        Assert.Equal(
            new SupervisorOptions
            {
                Strategy = RestartStrategy.RestForOne,
                MaxRestarts = 9,
                Period = TimeSpan.FromMinutes(1),
                AutoShutdown = AutoShutdown.AnySignificant,
            },
            tree.Options);
        Assert.Same(worker, tree.Children[0]);
        ChildSpec inner = tree.Children[1];
        Assert.Equal(
            ("inner", ChildType.Supervisor, Restart.Temporary, RestartStrategy.OneForAll),
            (inner.Id, inner.Type, inner.Restart, inner.Supervisor!.Options.Strategy));
    }

    [Fact]
    public void Mistakes_OfTheWholeTree_AreThrownAtOnce()
    {
        ChildSpec worker = new("w", static _ => default) { Restart = Restart.Transient };

        SupervisorSpecException error = Assert.Throws<SupervisorSpecException>(() => Supervisor.OneForOne("root", root => root
            .Intensity(-1, TimeSpan.Zero)
            .Child(worker)
            .Child(worker)
            .OneForOne("inner", inner => inner.MaxChildren(3).Child(worker with { Significant = true }))
            .Dynamic<int>("pool", static (_, _) => default, static child => child with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(-1)) })));

        Assert.Equal(
            [
                "root invalid_intensity(-1)", "root invalid_period(0)", "root duplicate_child_name(w)",
                "root/inner bad_combination(max_children)", "root/inner bad_combination(auto_shutdown)", "root/pool invalid_shutdown(-1000)",
            ],
            error.Mistakes.Select(static mistake => $"{mistake.Path} {mistake.Error}"));
        Assert.Contains("6 mistakes", error.Message, StringComparison.Ordinal);
        Assert.Contains("- root: MaxRestarts was -1; must be 0 or more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declaration_StartedTwice_MakesProcessesOfItsOwnEachTime()
    {
        using Family family = new();
        SupervisorSpec tree = Supervisor.OneForOne("root", root => root.Child(family.Child("a")));

        SupervisorRef first = family.Start(tree);
        SupervisorRef second = family.Start(tree);

        Assert.NotEqual(first, second);
        Assert.Equal(4, family.Runtime.ProcessCount);
    }

    [Fact]
    public void DynamicSupervisorInATree_IsReachedByItsName()
    {
        using Family family = new();
        family.Start(Supervisor.OneForOne("root", root => root.Dynamic<int>(
            "pool", (context, _) => family.StartAsync(context), configure: static pool => pool.Named("pool"))));

        ChildResult result = family.Do(DynamicSupervisorRef<int>.ForName(family.Runtime, "pool").StartChildAsync(1, "k"));

        Assert.IsType<ChildResult.Started>(result);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Id_MustNotBeEmpty(string? id) =>
        Assert.ThrowsAny<ArgumentException>(() => Supervisor.OneForOne(id!, static _ => { }));
}
