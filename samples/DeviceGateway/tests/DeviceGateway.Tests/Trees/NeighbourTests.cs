using Checks;

namespace DeviceGateway.Tests;

/// <summary>What is told of a neighbour that several workers go to.</summary>
public sealed class NeighbourTests : IDisposable
{
    private const string Away = "Warning: The moon is away, and is tried again until it is there: ";
    private const string There = "Information: The moon is there now.";
    private readonly LogLines _log = new();
    private readonly Neighbour _moon;

    public NeighbourTests() => _moon = new Neighbour("The moon", _log);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Reach_AtTheStart_IsNoNews()
    {
        _moon.Reach("a");
        _moon.Reach("b");

        Assert.Empty(_log.All);
    }

    [Fact]
    public void Miss_ByAllAndAgain_IsToldOnceAndSoIsTheEnd()
    {
        _moon.Miss("a", "it is dark");
        _moon.Miss("b", "it is cold");
        _moon.Miss("a", "it is far");
        _moon.Reach("b");
        _moon.Miss("a", "it is far");
        _moon.Reach("a");

        Assert.Equal([Away + "it is dark", There], _log.All);
    }

    [Fact]
    public void Lose_WhatWasOpenedBeforeTheLastLoss_IsNoNewsUntilItIsMissed()
    {
        int first = _moon.Reach("a");
        int idle = _moon.Reach("b");
        _moon.Lose("a", "it has set", first);
        _moon.Reach("a");

        _moon.Lose("b", "it had set", idle);
        Assert.Equal([Away + "it has set", There], _log.All);

        _moon.Miss("b", "it sets again");
        Assert.Equal(Away + "it sets again", _log.All[^1]);
    }

    [Fact]
    public void Lose_WhatWasOpenedAfterTheLastLoss_IsToldAgain()
    {
        _moon.Miss("a", "it is dark");
        _moon.Lose("a", "it is gone", _moon.Reach("a"));

        Assert.Equal([Away + "it is dark", There, Away + "it is gone"], _log.All);
    }
}
