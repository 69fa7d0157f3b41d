using System.Runtime.CompilerServices;

namespace ImageStore.Tests;

/// <summary>Stores with a bug that is known, to show that such a bug is found and made small.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int FewSteps = 6;
    private const string Answers = "The model expects Added { Id = ";

    [Fact]
    public void Store_TakesADeletedImageForADuplicate_IsFoundAndShrunk() => IsFoundAndShrunk(Galleries<DeletedIsDuplicate>(), Answers);

    [Fact]
    public void Store_FailsAfterThreeRounds_IsFoundAndShrunk() => IsFoundAndShrunk(Galleries<FailsAfterThreeRounds>(), Answers);

    [Fact]
    public void Store_LooksForDuplicatesInOtherAccounts_IsFoundAndShrunk() => IsFoundAndShrunk(Galleries<DuplicateOfOthers>(), Answers);

    [Fact]
    public void Store_ListsDeletedImages_BreaksRule1() => IsFoundAndShrunk(Galleries<KeepsDeleted>(), "Rule 1");

    [Fact]
    public void Store_ShowsImagesOfOthers_BreaksRule2() => IsFoundAndShrunk(Galleries<ShowsOthers>(), "Rule 2");

    [Fact]
    public void Store_KeepsADuplicate_BreaksRule3() => IsFoundAndShrunk(Galleries<KeepsTwice>(), "Rule 3");

    [Fact]
    public void Store_GivesAKeyThatCanBeGuessed_BreaksRule4() => IsFoundAndShrunk(Plant(static parts => parts with { NewKey = Guessable() }), "Rule 4");

    [Fact]
    public void Store_LosesItsShelf_LosesWhatWasKept() =>
        IsFoundAndShrunk(Plant(static parts => parts with { Shelf = new LosesAtRestart(parts.Shelf) }), "What was kept is there");

    private static Experiment Galleries<T>()
        where T : IGalleries, new() => Plant(static parts => parts with { NewGalleries = static () => new T() });

    private static Experiment Plant(Func<StoreParts, StoreParts> bug) => new() { Plant = bug };

    private static Func<SessionKey> Guessable()
    {
        int keys = 0;
        return () => new SessionKey(keys++ == 0 ? AccountModel.MadeUp : Invariant($"key {keys}"));
    }

    private void IsFoundAndShrunk(Experiment experiment, string shows, [CallerMemberName] string test = "")
    {
        SequenceFailure? failure = SequenceCheck.Run(experiment, test: test);

        Assert.NotNull(failure);
        output.WriteLine(failure.ToString());
        Assert.StartsWith(shows, failure.Rule, StringComparison.Ordinal);
        Assert.InRange(failure.Smallest.Steps.Count, 1, FewSteps);
        ReplayShowsItAgain(experiment, failure, test);
    }

    /// <summary>From nothing but the line that was printed.</summary>
    private static void ReplayShowsItAgain(Experiment experiment, SequenceFailure failure, string test)
    {
        string printed = failure.ToString().Split(ReplayLine.Variable + "=")[1].Split(' ')[0];

        SequenceFailure? again = SequenceCheck.Run(experiment, ReplayLine.Parse(printed), test: test);

        Assert.Equal(failure.ToString(), again?.ToString());
        Assert.Equal(failure.Found.ToString(), again?.Found.ToString());
    }
}
