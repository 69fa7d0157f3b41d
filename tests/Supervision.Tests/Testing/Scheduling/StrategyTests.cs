using Supervision.Testing.Scheduling;

namespace Supervision.Tests.Testing.Scheduling;

/// <summary>Each strategy alone, choosing among chains that are always possible.</summary>
public sealed class StrategyTests
{
    public static TheoryData<string> Names { get; } = ["random", "PCT(3)", "POS", "delays(2)"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_SameSeed_ChoosesTheSame(string name) => Assert.Equal(Play(Create(name), 5, 100), Play(Create(name), 5, 100));

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_ManySeeds_ChoosesDifferentSteps(string name)
    {
        ScheduleStrategy strategy = Create(name);

        HashSet<int> chosen = [.. Enumerable.Range(1, 200).SelectMany(seed => Play(strategy, (ulong)seed, 20))];

        Assert.Superset(new HashSet<int> { 0, 1 }, chosen);
        Assert.All(chosen, static index => Assert.InRange(index, 0, 3));
    }

    [Fact]
    public void Uniform_EveryStep_IsAboutAsLikely()
    {
        int[] counts = [.. Play(Create("random"), 1, 40_000).CountBy(static index => index).OrderBy(static entry => entry.Key).Select(static entry => entry.Value)];

        Assert.Equal(4, counts.Length);
        Assert.All(counts, static count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Pct_WithoutChanges_StaysWithOneChain()
    {
        PctStrategy strategy = new(1);

        Assert.All(Enumerable.Range(1, 50), seed => Assert.Single(Play(strategy, (ulong)seed, 100).Distinct()));
    }

    [Fact]
    public void Pct_OfDepthThree_ChangesAtMostTwice()
    {
        PctStrategy strategy = new(3);

        int[] changes = [.. Enumerable.Range(1, 300).Select(seed => ChangesIn(Play(strategy, (ulong)seed, 100)))];

        Assert.All(changes, static count => Assert.InRange(count, 0, 2));
        Assert.Equal([0, 1, 2], changes.Distinct().Order());
    }

    [Fact]
    public void Pct_ScheduleMuchLongerThanOthers_BecomesFair()
    {
        PctStrategy strategy = new(1);

        Assert.Equal(4, Play(strategy, 1, 3_000).Distinct().Count());
    }

    [Fact]
    public void PartialOrder_StepsOfOtherReceivers_KeepTheirPriority()
    {
        PosStrategy strategy = new();
        strategy.Begin(1);
        Chain[] chains = [.. Chains(4)];

        int first = strategy.Choose(chains);
        ulong[] before = [.. chains.Select(static chain => chain.Priority)];
        chains[first].Made++;
        strategy.Choose(chains);

        Assert.All(Enumerable.Range(0, 4).Where(index => index != first), index => Assert.Equal(before[index], chains[index].Priority));
        Assert.NotEqual(before[first], chains[first].Priority);
    }

    [Fact]
    public void Delays_EverySchedule_DelaysNoMoreThanTold()
    {
        DelayStrategy strategy = new(2);

        int[] delays = [.. Enumerable.Range(1, 200).Select(seed => Play(strategy, (ulong)seed, 50).Sum())];

        Assert.All(delays, static sum => Assert.InRange(sum, 0, 2));
        Assert.Contains(2, delays);
    }

    private static ScheduleStrategy Create(string name) => name switch
    {
        "random" => new RandomStrategy(),
        "PCT(3)" => new PctStrategy(3),
        "POS" => new PosStrategy(),
        _ => new DelayStrategy(2),
    };

    private static IEnumerable<Chain> Chains(int count) =>
        Enumerable.Range(1, count).Select(static number => new Chain(StepKind.Turn, (ulong)number, null, new Participant((ulong)number)));

    private static List<int> Play(ScheduleStrategy strategy, ulong seed, int choices)
    {
        Chain[] chains = [.. Chains(4)];
        List<int> chosen = [];
        strategy.Begin(seed);
        for (int i = 0; i < choices; i++)
        {
            int index = strategy.Choose(chains);
            chains[index].Made++;
            chosen.Add(index);
        }

        strategy.End();
        return chosen;
    }

    private static int ChangesIn(List<int> chosen) => chosen.Zip(chosen.Skip(1)).Count(static pair => pair.First != pair.Second);
}
