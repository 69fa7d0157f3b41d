namespace MakeItCrash.Tests;

public sealed class ExplorationTests(ITestOutputHelper output)
{
    private static readonly string[] Names = ["Ann", "Bob", "Cyn"];

    /// <summary>Three people join while somebody crashes their partition twice.</summary>
    [Fact]
    public void Crash_AnyOrder_LosesNobodyWhoWasAnswered() => Simulation.Explore(
        async test =>
        {
            test.AllowCrashes();
            Theatre theatre = await Theatre.OpenAsync(test);
            HashSet<string> answered = [];
            foreach (string name in Names)
            {
                test.Spawn(async _ =>
                {
                    if ((await theatre.AskAsync(name, new PartitionMessage.New(name))).IsReply)
                    {
                        answered.Add(name);
                    }
                });
            }

            test.Spawn(_ => theatre.CrashAsync("Dan"));
            test.Spawn(_ => theatre.CrashAsync("Dan"));
            await theatre.SettleAsync();

            string seats = await theatre.SeatsAsync();
            Assert.All(answered, name => Assert.Contains(name, seats, StringComparison.Ordinal));
        },
        Options);

    /// <summary>Who looks sees each exit before the restart, and each restart before the restored state, whatever the order in which the show
    /// hears of them.</summary>
    [Fact]
    public void Show_AnyOrder_TellsMomentsInTheirOrder() => Simulation.Explore(
        async test =>
        {
            test.AllowCrashes();
            Theatre theatre = await Theatre.OpenAsync(test);
            theatre.Forget();
            for (int i = 0; i < 2; i++)
            {
                theatre.Find("A–D").Exit(ExitReason.Kill);
                await theatre.SettleAsync();
            }

            string[] kinds = [.. theatre.Moments.Select(moment => moment.Split(' ')[1])];
            Assert.Equal(["Exit", "Restart", "Restore", "Exit", "Restart", "Restore"], kinds);
        },
        Options);

    private ExplorationOptions Options => new() { Schedules = 200, Output = output.WriteLine };
}
