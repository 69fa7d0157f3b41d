using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Trees;

/// <summary>Not drawn, but all of them: small trees and short histories, played by the rules of the model and by a supervisor.</summary>
public sealed class SmallTreeTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d"];

    private static readonly ExitReason Boom = new ExitReason.Custom("boom");

    /// <summary>How many children, and how many ends one after the other.</summary>
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    public void AllSmallTrees_AllShortHistories_AreAsTheModelSays(int children, int ends)
    {
        int played = 0;
        foreach (RestartStrategy strategy in (RestartStrategy[])[RestartStrategy.OneForOne, RestartStrategy.OneForAll, RestartStrategy.RestForOne])
        {
            for (int types = 0; types < Power(3, children); types++)
            {
                for (int history = 0; history < Power(2 * children, ends); history++)
                {
                    AssertSame(strategy, Digits(types, 3, children), Digits(history, 2 * children, ends));
                    played++;
                }
            }
        }

        Assert.Equal(3 * Power(3, children) * Power(2 * children, ends), played);
    }

    private static void AssertSame(RestartStrategy strategy, int[] types, int[] history)
    {
        using Family family = new();
        SupervisorSpec spec = new()
        {
            Id = "root",
            Options = new SupervisorOptions { Strategy = strategy, MaxRestarts = 2 },
            Children = [.. types.Select((type, at) => family.Child(Ids[at]) with { Restart = (Restart)type })],
        };
        SupervisorRef root = family.Start(spec);
        Pid[] before = [.. types.Select((_, at) => family[Ids[at]])];
        TreeAction[] actions = [.. history.Select(static end => new TreeAction.End($"root/{Ids[end / 2]}", end % 2 == 0 ? Boom : ExitReason.Normal))];

        TreePrediction foretold = TreeSnapshot.Of(spec).Predict(actions);
        foreach (int end in history)
        {
            family.End(Ids[end / 2], end % 2 == 0 ? Boom : ExitReason.Normal);
        }

        string what = $"{strategy} {string.Join(',', types)} {string.Join(',', history)}";
        Assert.True(foretold.After is not null == root.Pid.IsAlive, what);
        IEnumerable<string> told = foretold.Story.Select(static step => Told(step)).OfType<string>();
        Assert.True(told.SequenceEqual(family.Events), $"{what}\nmodel: {string.Join("; ", told)}\nhappened: {string.Join("; ", family.Events)}");
        for (int at = 0; at < types.Length; at++)
        {
            string id = Ids[at];
            TreeFate fate = !family[id].IsAlive ? TreeFate.Gone : family[id] == before[at] ? TreeFate.Same : TreeFate.Restarted;
            TreeFate said = foretold.Fates[$"root/{id}"];
            Assert.True(said == fate || (said == TreeFate.Stopped && fate == TreeFate.Gone), $"{what}: {id} is {fate}, foretold {said}");
        }
    }

    private static string? Told(TreePrediction.Step step) => step.Path == "root" ? null : step.Kind switch
    {
        TreePrediction.StepKind.Ended => $"end {step.Path["root/".Length..]}",
        TreePrediction.StepKind.Stopped => $"stop {step.Path["root/".Length..]}",
        TreePrediction.StepKind.Started => $"start {step.Path["root/".Length..]}",
        _ => null,
    };

    private static int[] Digits(int number, int numberBase, int count) =>
        [.. Enumerable.Range(0, count).Select(at => number / Power(numberBase, at) % numberBase)];

    private static int Power(int number, int exponent) => exponent == 0 ? 1 : number * Power(number, exponent - 1);
}
