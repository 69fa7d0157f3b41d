namespace ImageStore.Tests;

/// <summary>Stores with a bug that is known, to show that such a bug is found and made small.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int FewSteps = 6;

    [Fact]
    public void Store_TakesADeletedImageForADuplicate_IsFoundAndShrunk() =>
        IsFoundAndShrunk(static () => new DeletedIsDuplicate(), nameof(Answer.Duplicate));

    [Fact]
    public void Store_FailsAfterThreeRounds_IsFoundAndShrunk() =>
        IsFoundAndShrunk(static () => new FailsAfterThreeRounds(), nameof(Answer.Duplicate));

    [Fact]
    public void Store_LooksForDuplicatesInOtherAccounts_IsFoundAndShrunk() =>
        IsFoundAndShrunk(static () => new DuplicateOfOthers(), nameof(Answer.Duplicate));

    private void IsFoundAndShrunk(Func<IGalleries> faulty, string shows)
    {
        SequenceFailure? failure = SequenceCheck.Run(faulty);

        Assert.NotNull(failure);
        output.WriteLine(failure.ToString());
        Assert.Contains(shows, failure.Rule, StringComparison.Ordinal);
        Assert.InRange(failure.Smallest.Steps.Count, 1, FewSteps);
        ReplayShowsItAgain(faulty, failure);
    }

    /// <summary>From nothing but the line that was printed.</summary>
    private static void ReplayShowsItAgain(Func<IGalleries> faulty, SequenceFailure failure)
    {
        string printed = failure.ToString().Split(ReplayLine.Variable + "=")[1].Split(' ')[0];

        SequenceFailure? again = SequenceCheck.Run(faulty, ReplayLine.Parse(printed));

        Assert.Equal(failure.ToString(), again?.ToString());
        Assert.Equal(failure.Found.ToString(), again?.Found.ToString());
    }
}
