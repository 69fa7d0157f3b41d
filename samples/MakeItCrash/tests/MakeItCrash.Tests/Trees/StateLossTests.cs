using System.Threading.Channels;

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

        Assert.True(await theatre.Stage.KillStateAsync(CancellationToken.None));
        await theatre.SettleAsync();

        Assert.Equal("", await theatre.SeatsAsync());
        Assert.All(theatre.FindAll(), pid => Assert.True(pid.IsAlive && !before.Contains(pid)));
        Assert.Contains("StateServer Loss 3 participants lost: nobody else had them", theatre.Moments);
        Assert.Equal(4, theatre.Moments.Count(moment => moment.Contains("restored 0 participants", StringComparison.Ordinal)));
    });

    [Fact]
    public void StateServer_IsKilledWhenNobodyHasJoined_SpeaksOfNoLoss() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        theatre.Forget();

        Assert.True(await theatre.Stage.KillStateAsync(CancellationToken.None));
        await theatre.SettleAsync();

        Assert.Contains("StateServer Exit", string.Join('\n', theatre.Moments), StringComparison.Ordinal);
        Assert.DoesNotContain("Loss", string.Join('\n', theatre.Moments), StringComparison.Ordinal);
    });

    [Fact]
    public void KillState_AllDayLong_NeverEndsTheProgram() => Simulation.Test(async test =>
    {
        TimeSpan shortest = TimeSpan.FromMilliseconds(100);
        Theatre theatre = await Theatre.OpenAsync(test, shortest);
        Pid root = theatre.Find(Names.Root);
        Pid audience = theatre.Find(Names.Audience);
        int kills = 0;

        for (int i = 0; i < 300; i++)
        {
            bool[] killed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => theatre.Stage.KillStateAsync(CancellationToken.None)));
            kills += killed.Contains(true) ? 1 : 0;
            await theatre.SettleAsync(shortest);
        }

        Assert.Equal(300, kills);
        Assert.Equal(300, (await theatre.LookAsync()).Processes.Single(process => process.Label == ShowServer.State).Crashes);
        Assert.Equal((root, audience), (theatre.Find(Names.Root), theatre.Find(Names.Audience)));
    });

    [Fact]
    public void Show_PageIsTooSlow_IsToldNoMoreAndOthersAre() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        var slow = Channel.CreateBounded<Scene>(3);
        var quick = Channel.CreateUnbounded<Scene>();
        Assert.True(await theatre.Stage.Show.CallAsync(new ShowMessage.Watch(slow.Writer)));
        Assert.True(await theatre.Stage.Show.CallAsync(new ShowMessage.Watch(quick.Writer)));

        await theatre.NewAsync("Ann", "Bob", "Cyn", "Dan");
        await theatre.SettleAsync();

        Assert.Equal(3, slow.Reader.Count);
        Assert.False(slow.Writer.TryWrite(new Scene(true, [], [])));
        Assert.Equal(5, quick.Reader.Count);
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
