using Supervision.Tests.Scheduling.Models;

namespace Supervision.Tests.Scheduling;

/// <summary>The rules by which two processes agree on a link, checked as a model in every order of up to three calls on each side.</summary>
public sealed class LinkProtocolTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LinkAndUnlink_InEveryOrder_LeaveBothSidesAlike(bool onWire) =>
        Assert.Null(Visit(Rules(onWire), deaths: 0).Counterexample);

    [Theory]
    [InlineData(false, true, 1)]
    [InlineData(false, true, 2)]
    [InlineData(false, false, 2)]
    [InlineData(true, true, 1)]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 2)]
    public void Death_AmidLinkAndUnlink_IsToldOnceToWhoeverIsLinked(bool onWire, bool trapsExits, int deaths) =>
        Assert.Null(Visit(Rules(onWire) with { TrapsExits = trapsExits }, deaths).Counterexample);

    [Fact]
    public void UnlinkSignal_ThatNamesNoLink_LeavesOneSideLinked() =>
        Assert.Contains("different links", Visit(new LinkRules { UnlinkNamesItsLink = false }, deaths: 0).Counterexample);

    [Fact]
    public void Unlink_ThatWithdrawsWhatWasEntered_LeavesOneSideLinked() =>
        Assert.Contains("different links", Visit(new LinkRules { WithdrawalLooksFirst = false }, deaths: 0).Counterexample);

    [Fact]
    public void ExitSignal_OfAnUnknownLinkDelivered_ArrivesAfterUnlink() =>
        Assert.Contains("after unlink", Visit(new LinkRules { UnknownExitIsDropped = false }, deaths: 1).Counterexample);

    [Fact]
    public void ExitSignal_ThatEndsOneLinkOnly_IsDeliveredTwice() =>
        Assert.Contains("twice", Visit(new LinkRules { ExitEndsEveryLink = false }, deaths: 1).Counterexample);

    [Fact]
    public void RefusedLink_AnsweredAheadOfArrivals_IsDeliveredTwice() =>
        Assert.Contains("twice", Visit(new LinkRules { RefusalTakesItsPlace = false }, deaths: 1).Counterexample);

    private static LinkRules Rules(bool onWire) => new() { Carrier = onWire ? Carrier.Wire : Carrier.Door };

    private Visited Visit(LinkRules rules, int deaths)
    {
        Visited visited = LinkModel.Visit(rules, operations: 3, deaths);
        output.WriteLine(visited.ToString());
        return visited;
    }
}
