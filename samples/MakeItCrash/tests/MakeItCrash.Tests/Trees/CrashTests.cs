namespace MakeItCrash.Tests;

public sealed class CrashTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(900);

    [Fact]
    public void Crash_OnePartition_TakesThatPartitionOnly() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync("Ann", "Eve", "Lou", "Rob", "Bob");
        Pid[] before = theatre.FindAll();
        Pid state = theatre.Find(Names.State);

        Assert.True(await theatre.CrashAsync("Ann"));
        await theatre.SettleAsync();

        Assert.NotEqual(before[0], theatre.FindAll()[0]);
        Assert.Equal(before[1..], theatre.FindAll()[1..]);
        Assert.Equal(state, theatre.Find(Names.State));
        Assert.Equal("A–D Ann Bob; E–K Eve; L–Q Lou; R–Z Rob", await theatre.SeatsAsync());
    });

    [Fact]
    public void Crash_Partition_ShowsExitRestartAndRestoreWithTheirPids() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync("Ann", "Bob");
        long before = theatre.FindAll()[0].Id;
        theatre.Forget();

        await theatre.CrashAsync("Bob");
        await theatre.SettleAsync();

        long after = theatre.FindAll()[0].Id;
        Assert.Equal(
            [
                Invariant($"A–D Exit <{before}> exited: Bob pressed Crash"),
                Invariant($"A–D Restart restarted as <{after}>"),
                Invariant($"A–D Restore <{after}> restored 2 participants from the StateServer"),
            ],
            theatre.Moments);
    });

    [Fact]
    public void Crash_WhilePartitionIsDown_HitsNobodyAgain() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Theatre theatre = await Theatre.OpenAsync(test, Pause);

        bool[] hits = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => theatre.CrashAsync("Ann")));
        await test.IdleAsync();
        bool whileRestoring = await theatre.CrashAsync("Ann");
        await theatre.SettleAsync(Pause);

        Assert.Contains(true, hits);
        Assert.False(whileRestoring);
        Assert.Equal(1, (await theatre.LookAsync()).Processes.Single(process => process.Label == "A–D").Crashes);
    });

    [Fact]
    public void New_WhilePartitionRestores_IsAnsweredWhenItIsBack() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        Theatre theatre = await Theatre.OpenAsync(test, Pause);
        await theatre.NewAsync("Ann");
        await theatre.CrashAsync("Ann");
        await test.IdleAsync();

        CallResult<bool> result = await theatre.AskAsync("Bob", new PartitionMessage.New("Bob"));

        Assert.True(result.Reply);
        Assert.Equal("A–D Ann Bob", await theatre.SeatsAsync());
    });

    [Fact]
    public void Crash_AllDayLong_NeverTakesAnythingElse() => Simulation.Test(async test =>
    {
        test.AllowCrashes();
        TimeSpan shortest = TimeSpan.FromMilliseconds(100);
        Theatre theatre = await Theatre.OpenAsync(test, shortest);
        await theatre.NewAsync("Ann", "Eve", "Lou", "Rob");
        Pid[] others = Others(theatre);

        for (int i = 0; i < 300; i++)
        {
            await Task.WhenAll(theatre.CrashAsync("Ann"), theatre.CrashAsync("Eve"), theatre.CrashAsync("Lou"), theatre.CrashAsync("Rob"));
            await theatre.SettleAsync(shortest);
        }

        Assert.Equal(others, Others(theatre));
        Assert.Equal("A–D Ann; E–K Eve; L–Q Lou; R–Z Rob", await theatre.SeatsAsync());
        Assert.Equal(300, (await theatre.LookAsync()).Processes.Single(process => process.Label == "R–Z").Crashes);
    });

    [Fact]
    public void Leave_Last_TakesThePartitionOutOfTheState() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync("Ann", "Bob");

        bool[] left =
        [
            (await theatre.AskAsync("Ann", new PartitionMessage.Leave("Ann"))).Reply,
            (await theatre.AskAsync("Bob", new PartitionMessage.Leave("Bob"))).Reply,
            (await theatre.AskAsync("Bob", new PartitionMessage.Leave("Bob"))).Reply,
        ];

        Assert.Equal([true, true, false], left);
        Assert.False(await ServerRef<StateMessage>.ForName(test.Runtime, Names.State).CallAsync(new StateMessage.Delete("A–D")));
    });

    [Fact]
    public void New_RoomIsTaken_IsRefused() => Simulation.Test(async test =>
    {
        Theatre theatre = await Theatre.OpenAsync(test);
        await theatre.NewAsync([.. Enumerable.Range(0, 500).Select(number => Invariant($"Ann {number}"))]);

        CallResult<bool> oneMore = await theatre.AskAsync("Ann", new PartitionMessage.New("Ann"));

        Assert.False(oneMore.Reply);
        ProcessView view = (await theatre.LookAsync()).Processes.Single(process => process.Label == "A–D");
        Assert.Equal((500, 60), (view.Count, view.Participants.Count));
    });

    private static Pid[] Others(Theatre theatre) => [.. new[] { Names.Root, Names.State, Names.Partitions, Names.Show }.Select(theatre.Find)];
}
