using Supervision.Tests.Scheduling.Models;

namespace Supervision.Tests.Scheduling;

/// <summary>The gate on processors that delay their stores, which the interleaving tests cannot show.</summary>
public sealed class GateMemoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Seizure_FenceOnEveryProcessor_LeavesOneOwner() =>
        Assert.Null(Visit(Fence.EveryProcessor).Counterexample);

    [Fact]
    public void Seizure_FenceOnTheTakersProcessorOnly_RobsARunnerThatHadLeft() =>
        Assert.Contains("had left was robbed", Visit(Fence.OwnProcessor).Counterexample);

    [Fact]
    public void Seizure_NoFence_RobsARunnerThatHadLeft() =>
        Assert.Contains("had left was robbed", Visit(Fence.None).Counterexample);

    [Fact]
    public void Seizure_ThatIgnoresAnEarlierOne_DoublesTheTaker() =>
        Assert.Contains("two takers", Visit(Fence.EveryProcessor, respectsWinner: false).Counterexample);

    private Visited Visit(Fence fence, bool respectsWinner = true)
    {
        Visited visited = GateModel.Visit(fence, respectsWinner);
        output.WriteLine(visited.ToString());
        return visited;
    }
}
