using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

public sealed class ChaosPlanTests
{
    private static readonly TreeSnapshot Tree = TreeSnapshot.Of(Supervisor.OneForOne("root", root => root
        .Child(Worker("a") with { Tags = ["sql"] })
        .OneForOne("left", left => left.Child(Worker("b")).Child(Worker("c") with { Tags = ["sql", "slow"] }))
        .OneForOne("right", right => right.Child(Worker("d")))));

    [Fact]
    public void Number_FixedTree_IsDepthFirstFromTheRight() =>
        Assert.Equal(["d", "right", "c", "b", "left", "a"], ChaosPlan.Number(Tree).Select(entry => entry.Id));

    [Fact]
    public void Number_WithFilters_LeavesOthersOut()
    {
        Assert.Equal(["d", "c", "b", "a"], Numbered(ChaosFilter.Workers));
        Assert.Equal(["right", "left"], Numbered(ChaosFilter.Supervisors));
        Assert.Equal(["c", "a"], Numbered(ChaosFilter.Tagged("sql")));
        Assert.Equal(["d", "right", "b", "left"], Numbered(ChaosFilter.NotTagged("sql")));
        Assert.Equal(["d", "a"], Numbered(ChaosFilter.Named("a", "d")));
        Assert.Equal(["c", "b", "left"], Numbered(ChaosFilter.Under("root/left")));
        Assert.Equal(["d", "right", "c", "b", "left"], Numbered(ChaosFilter.NotNamed("a")));
    }

    [Fact]
    public void Number_CombinedFilters_AreAndOrNot()
    {
        Assert.Equal(["c"], Numbered(ChaosFilter.Under("root/left") & ChaosFilter.Tagged("sql")));
        Assert.Equal(["d", "c", "a"], Numbered(ChaosFilter.Tagged("sql") | ChaosFilter.Named("d")));
        Assert.Equal(["d", "b"], Numbered(!ChaosFilter.Tagged("sql") & ChaosFilter.Workers));
        Assert.Equal(["left"], Numbered(ChaosFilter.Where(entry => entry.Id.Length == 4)));
    }

    [Fact]
    public void Draw_SameSeed_DrawsTheSamePlan()
    {
        Assert.Equal(ChaosPlan.Draw(7, 20), ChaosPlan.Draw(7, 20));
        Assert.NotEqual(ChaosPlan.Draw(7, 20), ChaosPlan.Draw(8, 20));
        Assert.Equal(20, ChaosPlan.Draw(7, 20).Actions.Count);
    }

    [Fact]
    public void Draw_WithKinds_DrawsThoseAndWaits() => Assert.Subset(
        new HashSet<ChaosKind> { ChaosKind.Crash, ChaosKind.Fault, ChaosKind.Wait },
        ChaosPlan.Draw(1, 200, [ChaosKind.Crash, ChaosKind.Fault]).Actions.Select(action => action.Kind).ToHashSet());

    [Fact]
    public void Parse_WhatToStringWrites_IsTheSamePlan()
    {
        ChaosPlan plan = ChaosPlan.Draw(3, 50, [ChaosKind.Kill, ChaosKind.Crash, ChaosKind.Exit, ChaosKind.StopSupervisor, ChaosKind.Fault]);

        Assert.Equal(plan, ChaosPlan.Parse(plan.ToString()) with { });
        Assert.Equal("k4,e3.1,w250", new ChaosPlan([new(ChaosKind.Kill, 4), new(ChaosKind.Exit, 3, 1), new(ChaosKind.Wait, 250)]).ToString());
    }

    [Fact]
    public void Parse_AnyText_GivesAPlanOrAFormatException() => Prop.ForAll<string>(text =>
    {
        try
        {
            return ChaosPlan.Parse(text ?? "").Actions.Count >= 0;
        }
        catch (FormatException error)
        {
            return error.Message.Contains("is no plan", StringComparison.Ordinal);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));

    [Fact]
    public void Shrinks_OfAPlan_ArePlainerAndEndWithNothing()
    {
        ChaosPlan plan = ChaosPlan.Draw(5, 8, [ChaosKind.Crash, ChaosKind.Exit]);
        int steps = 0;
        while (plan.Shrinks().FirstOrDefault(plainer => plainer.Actions.Any(action => action.Kind != ChaosKind.Wait)) is { } next && steps < 1000)
        {
            plan = next;
            steps++;
        }

        Assert.Equal("k0", plan.ToString());
        Assert.DoesNotContain(plan, plan.Shrinks());
    }

    private static IEnumerable<string> Numbered(ChaosFilter filter) => ChaosPlan.Number(Tree, filter).Select(entry => entry.Id);

    private static ChildSpec Worker(string id) => ChildSpec.Process(id, static async context => await context.ReceiveAsync<object>());
}
