using Supervision.Testing;
using Supervision.Tests.Architecture;

namespace Supervision.Tests.Samples;

/// <summary>What the page about the whiteboard shows is what the trees do.</summary>
public sealed class WhiteboardTests
{
    private const string Page = "src/Supervision/WHITEBOARD.md";

    private static TreeSnapshot BeforeTree => TreeSnapshot.Of(WhiteboardTrees.Before());

    private static TreeSnapshot AfterTree => TreeSnapshot.Of(WhiteboardTrees.After());

    [Fact]
    public void Trees_BeforeAndAfter_AreAsThePageShows()
    {
        string[] shown = Blocks("text");

        Assert.Equal([BeforeTree.ToText().Trim(), AfterTree.ToText().Trim()], [shown[0], shown[2]]);
    }

    [Fact]
    public void MetricsDies_BeforeAndAfter_IsAsThePageShows()
    {
        BlastRadius before = BeforeTree.WhatIfDies("root/metrics");
        BlastRadius after = AfterTree.WhatIfDies("root/left/metrics");
        BlastRadius cache = AfterTree.WhatIfDies("root/right/config-cache");

        string[] shown = Blocks("text");

        Assert.Equal([before.ToTable().Trim(), after.ToTable().Trim(), cache.ToTable().Trim(), after.ToText().Trim()], [shown[1], .. shown[3..]]);
        Assert.Equal((4, 1, 3), (before.Starts.Count, after.Starts.Count, cache.Starts.Count));
    }

    [Theory]
    [InlineData(false, "root/metrics")]
    [InlineData(true, "root/left/metrics")]
    [InlineData(true, "root/right/config-cache")]
    public void RunningTree_DoesWhatThePageForetells(bool isAfter, string path) => Simulation.Test(async test =>
    {
        SupervisorRef root = await test.StartSupervisedAsync(isAfter ? WhiteboardTrees.After() : WhiteboardTrees.Before());
        TreeSnapshot before = await TreeSnapshot.TakeAsync(root);
        string here = before.Root.Path + path["root".Length..];

        before.Find(here)!.Pid.Exit(ExitReason.Kill);
        await test.IdleAsync();

        TreeSnapshot after = await TreeSnapshot.TakeAsync(root);
        TreePrediction foretold = before.WhatIfDies(here).First;
        Assert.Equal(
            foretold.Fates.Where(static fate => fate.Value == TreeFate.Restarted).Select(static fate => fate.Key).Order(StringComparer.Ordinal),
            foretold.Fates.Keys.Where(place => before.Find(place)!.Pid != after.Find(place)!.Pid).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Declarations_OnThePage_AreCompiledCode()
    {
        HashSet<string> compiled =
            [.. Repository.Read("tests/Supervision.Tests/Samples/WhiteboardTrees.cs").Split('\n').Select(static line => line.Trim())];

        Offenders.AssertNone(Blocks("csharp").SelectMany(static block => block.Split('\n')).Select(static line => line.Trim()).Where(line => !compiled.Contains(line)));
    }

    private static string[] Blocks(string language) =>
        [.. Repository.Read(Page).Split($"```{language}\n").Skip(1).Select(static rest => rest.Split("\n```")[0].Trim())];
}
