namespace ImageStore.Tests;

public sealed class StoreModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Store_AnyStepsAndAnyDeaths_KeepsItsRules()
    {
        Experiment experiment = new();

        SequenceFailure? failure = SequenceCheck.Run(experiment);

        output.WriteLine(experiment.Tally.ToString());
        Assert.True(failure is null, failure?.ToString());
        Assert.True(IsWorthSomething(experiment.Tally) || IsReplay, experiment.Tally.ToString());
    }

    /// <summary>The grey area in README.md: the store is right, and the expectation was wrong.</summary>
    [Fact]
    public void Store_SilenceIsTakenForNo_SeemsToSmuggle()
    {
        SequenceFailure? failure = SequenceCheck.Run(new Experiment { SilenceMeansNo = true });

        Assert.NotNull(failure);
        output.WriteLine(failure.ToString());
        Assert.InRange(failure.Smallest.Steps.Count, 2, 6);
        Assert.NotNull(failure.Smallest.Steps[^1].Death);
    }

    private static bool IsReplay => Environment.GetEnvironmentVariable(ReplayLine.Variable) is { Length: > 0 };

    /// <summary>Enough was tried, and death has struck on both sides of a change.</summary>
    private static bool IsWorthSomething(Tally tally) =>
        tally is { Sequences: >= SequenceCheck.Sequences, Steps: > 10_000, Deaths: > 1_000, DoneUnanswered: > 10 }
        && tally.Unanswered - tally.DoneUnanswered > 10;
}
