namespace Supervision.Tests.Runtime;

/// <summary>Everything at once, in any order.</summary>
[Trait("Bug", "12")]
[Trait("Bug", "14")]
public sealed class RandomWorldTests
{
    [Fact]
    public void Processes_ThatDoAnythingToEachOther_AgreeWhenAllIsQuiet() => Seeds.Explore(
        simulation =>
        {
            RandomWorld world = new(simulation);

            world.Run(steps: 60);

            world.Check();
        },
        new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Off },
        seeds: 1000);
}
