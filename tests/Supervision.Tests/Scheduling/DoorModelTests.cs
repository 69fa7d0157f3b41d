using Supervision.Tests.Scheduling.Models;

namespace Supervision.Tests.Scheduling;

/// <summary>The life of a door as a model: every interleaving, with turns that give way anywhere and takers.</summary>
public sealed class DoorModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("abc", "xyz")]
    [InlineData("abk", "xyz")]
    [InlineData("kab", "xyz")]
    [InlineData("akb", "xKz")]
    public void Door_EveryInterleaving_KeepsOneOwnerAndLosesNothing(string first, string second) =>
        Assert.Null(Visit(new DoorRules(), first, second).Counterexample);

    [Fact]
    public void Park_LookAndThenStore_LosesALetter() =>
        Assert.NotNull(Visit(new DoorRules { ParksInOneStep = false }, "a", "b").Counterexample);

    [Fact]
    public void Push_WakingAnEmptyDoor_RunsTheOwnerTwice() =>
        Assert.Contains("a turn of an owner", Visit(new DoorRules { WakesOnlyTheParked = false }, "a", "b").Counterexample);

    [Fact]
    public void Close_TakeAndThenStore_LosesALetter() =>
        Assert.Contains("a letter was lost", Visit(new DoorRules { ClosesInOneStep = false }, "a", "k").Counterexample);

    [Fact]
    public void Seizure_OutsideUserCode_DoublesTheOwner() =>
        Assert.Contains("two owners", Visit(new DoorRules { SeizesInUserCodeOnly = false }, "a", "k").Counterexample);

    private Visited Visit(DoorRules rules, string first, string second)
    {
        Visited visited = DoorModel.Visit(rules, first, second);
        output.WriteLine(visited.ToString());
        return visited;
    }
}
