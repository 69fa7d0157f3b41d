namespace MakeItCrash.Tests;

public sealed class StateLossTests
{
    [Fact]
    public void StateServer_IsKilled_LosesEverybodyAndSaysSo() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync("Ann", "Bob", "Rob");
        Pid[] before = theatre.FindAll();
        theatre.Forget();

        Assert.True(theatre.Stage.KillState());
        await theatre.SettleAsync();

        Assert.Equal("", await theatre.SeatsAsync());
        Assert.All(theatre.FindAll(), pid => Assert.True(pid.IsAlive && !before.Contains(pid)));
        Assert.Contains("StateServer Loss 3 participants lost: nobody else had them", theatre.Moments);
        Assert.Equal(4, theatre.Moments.Count(moment => moment.Contains("restored 0 participants", StringComparison.Ordinal)));
    });

    [Fact]
    public void Show_IsKilled_ComesBackAndKnowsEverybody() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync("Ann", "Rob");
        Pid[] before = theatre.FindAll();

        theatre.Find(Names.Show).Exit(ExitReason.Kill);
        await theatre.SettleAsync();

        Assert.Equal("A–D Ann; R–Z Rob", await theatre.SeatsAsync());
        Assert.Equal(before, theatre.FindAll());
        Assert.All((await theatre.LookAsync()).Processes.Where(process => process.Label != Names.Web), process => Assert.Equal(Phase.Up, process.Phase));
    });

    /// <summary>The table in README.md, before anything runs.</summary>
    [Theory]
    [InlineData("make-it-crash/show", "make-it-crash/show")]
    [InlineData("make-it-crash/audience/partitions/A–D", "make-it-crash/audience/partitions/A–D")]
    [InlineData("make-it-crash/audience/state", "make-it-crash/audience/partitions make-it-crash/audience/state")]
    public void WhatIfDies_Process_SaysWhatStartsAgain(string path, string starts)
    {
        IReadOnlyList<string> all = TreeSnapshot.Of(CrashTree.Build(TimeSpan.Zero, static _ => { })).WhatIfDies(path).Starts;

        Assert.Equal(starts, string.Join(' ', all.Where(started => !started.StartsWith("make-it-crash/audience/partitions/", StringComparison.Ordinal) || started == path).Order(StringComparer.Ordinal)));
    }
}
