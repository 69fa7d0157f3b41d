using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

/// <summary>What each strategy promises, on running trees and against the model of trees.</summary>
public sealed class StrategyRuleTests
{
    private static readonly string[] Five = ["a", "b", "c", "d", "e"];

    [Fact]
    public void OneForOne_MiddleIsKilled_OnlyItIsNewAndAsAfterItsInit() => Simulation.Test(static async test =>
    {
        await test.StartSupervisedAsync(Supervisor.OneForOne("root", static root => root
            .Server("a", static () => new Shelf(), new ServerOptions { Name = "a" })
            .Server("b", static () => new Shelf(), new ServerOptions { Name = "b" })
            .Server("c", static () => new Shelf(), new ServerOptions { Name = "c" })));
        string[] names = ["a", "b", "c"];
        Pid[] before = [.. names.Select(test.Runtime.Find)];
        foreach (string name in names)
        {
            await ServerRef<Add>.ForName(test.Runtime, name).CallAsync(new Add(5));
        }

        test.Runtime.Find("b").Exit(ExitReason.Kill);
        await test.IdleAsync();

        Assert.Equal([false, true, false], names.Select((name, at) => test.Runtime.Find(name) != before[at]));
        List<int> states = [];
        foreach (string name in names)
        {
            states.Add(await ServerRef<Add>.ForName(test.Runtime, name).CallAsync(new Add(0)));
        }

        Assert.Equal([5, 0, 5], states);
    });

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    [InlineData("d")]
    [InlineData("e")]
    public void RestForOne_EachVictimOfFive_StopsAndStartsWhatTheModelSays(string victim)
    {
        using Family family = new();
        SupervisorSpec spec = new()
        {
            Id = "root",
            Options = new SupervisorOptions { Strategy = RestartStrategy.RestForOne },
            Children = [.. Five.Select(id => family.Child(id))],
        };
        family.Start(spec);
        Pid[] before = [.. Five.Select(id => family[id])];
        BlastRadius foretold = TreeSnapshot.Of(spec).WhatIfDies($"root/{victim}");

        family.End(victim);

        string[] later = [.. Five.SkipWhile(id => id != victim)];
        Assert.Equal([$"end {victim}", .. later.Skip(1).Reverse().Select(static id => $"stop {id}"), .. later.Select(static id => $"start {id}")], family.Events);
        Assert.Equal(foretold.Stops.Select(static path => $"stop {path["root/".Length..]}"), family.Events.Where(static text => text.StartsWith("stop", StringComparison.Ordinal)));
        Assert.Equal(foretold.Starts.Select(static path => $"start {path["root/".Length..]}"), family.Events.Where(static text => text.StartsWith("start", StringComparison.Ordinal)));
        Assert.Equal(later, Five.Where((id, at) => family[id] != before[at]));
    }

    [Fact]
    public void ThreeRestartsInFiveSeconds_TheFourthEndsTheSupervisorWithShutdown()
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 3, Period = TimeSpan.FromSeconds(5) }, family.Child("a"));
        Task<ExitReason> exit = root.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);

        for (int death = 0; death < 3; death++)
        {
            family.End("a");
            Assert.True(root.Pid.IsAlive);
        }

        family.End("a");

        Assert.Equal(ExitReason.Shutdown, family.Do(exit));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    public void QuietAfterThreeRestarts_ForMoreThanThePeriod_GivesAllThreeBack(int ticksMore, int survived)
    {
        using Family family = new();
        SupervisorRef root = family.Start(new SupervisorOptions { MaxRestarts = 3, Period = TimeSpan.FromSeconds(5) }, family.Child("a"));
        for (int death = 0; death < 3; death++)
        {
            family.End("a");
        }

        family.Simulation.Advance(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(ticksMore));

        int deaths = 0;
        while (root.Pid.IsAlive)
        {
            family.End("a");
            deaths++;
        }

        Assert.Equal(survived + 1, deaths);
    }

    [Fact]
    public void ChildThatAlwaysFails_EndsParentGrandparentAndRootInThatOrder_AndANeighbourLivesUntilTheRootGoes()
    {
        using Family family = new();
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Intensity(0, TimeSpan.FromHours(1))
            .OneForOne("neighbour", neighbour => neighbour.Child(family.Child("n")))
            .OneForOne("grandparent", grandparent => grandparent
                .Intensity(1, TimeSpan.FromHours(1))
                .OneForOne("parent", parent => parent.Intensity(1, TimeSpan.FromHours(1)).Child(family.Child("x"))))));
        List<bool> neighbourLives = [];

        while (root.Pid.IsAlive)
        {
            neighbourLives.Add(family["n"].IsAlive);
            family.End("x");
        }

        // Two deaths end a parent, two parents the grandparent, one grandparent the root.
        Assert.Equal([true, true, true, true], neighbourLives);
        Assert.False(family["n"].IsAlive);
        Assert.Equal("stop n", family.Events[^1]);
        Assert.Equal(
            ["root/grandparent/parent", "root/grandparent/parent", "root/grandparent", "root"],
            family.Troubles.Where(static trouble => trouble.Context == "shutdown").Select(static trouble => trouble.Path));
    }

    private sealed record Add(int Number) : ICall<Add, int>;

    /// <summary>Zero after its init.</summary>
    private sealed class Shelf : GenServer<Add>
    {
        private int _sum;

        protected override ValueTask HandleAsync(Add message)
        {
            Reply(message, _sum += message.Number);
            return default;
        }
    }
}
