using System.Globalization;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Mistakes that do not show in the plain order are found within a few schedules from every seed, and what is printed shows them again.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 20;

    public static TheoryData<string, int, int> Programs { get; } = new()
    {
        // program, within how many schedules, timer races
        { "lost update", 100, 0 },
        { "reply and timeout", 100, 1 },
        { "start order", 100, 0 },
        { "deadlock", 100, 0 },
        { "forgotten demonitor", 100, 0 },
        { "dropped request", 100, 0 },
        { "slow process", 400, 0 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void PlantedBug_InThePlainOrder_DoesNotShow(string program, int within, int timerRaces)
    {
        Assert.True(within > 1);
        Simulation.Test(PlantedPrograms.All[program], new SimulationOptions { TimerRaces = timerRaces });
        Simulation.Test(PlantedPrograms.All[program], new SimulationOptions { TimerRaces = timerRaces, Delivery = Delivery.Pairwise });
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void PlantedBug_FromAnySeed_IsFoundAndItsTokenShowsItAgain(string program, int within, int timerRaces)
    {
        ExplorationOptions options = new() { Schedules = within, TimerRaces = timerRaces, MaxShrinks = 200 };
        List<int> found = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            ScheduleFailedException failure = Find(program, options with { Seed = seed });
            found.Add(failure.Schedule);
            if (seed == 1)
            {
                output.WriteLine(failure.Message);
            }

            ScheduleFailedException again = Assert.Throws<ScheduleFailedException>(
                () => Simulation.Replay(failure.Token, PlantedPrograms.All[program], test: nameof(Find)));
            Assert.Equal(failure.InnerException!.GetType(), again.InnerException!.GetType());
            Assert.Equal(failure.InnerException.Message, again.InnerException.Message);
            Assert.Contains("replayed 2/2 times", failure.Message, StringComparison.Ordinal);
            Assert.Contains("replayed 2/2 times", again.Message, StringComparison.Ordinal);
            Assert.Equal(failure.Token, again.Token);
            Assert.Contains($"SUPERVISION_REPLAY={failure.Token} ", failure.Message, StringComparison.Ordinal);
        }

        output.WriteLine(Summary(program, found));
    }

    [Fact]
    public void SlowProcess_IsFoundByPctAndByNoOtherStrategy()
    {
        const int Within = 150;
        List<int> found = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            ExplorationOptions options = new() { Schedules = Within, Seed = seed, MaxShrinks = 0 };
            found.Add(Find("slow process", options with { Strategies = [ExplorationStrategy.Pct(3)] }).Schedule);
            Simulation.Explore(PlantedPrograms.SlowProcess, options with { Strategies = [ExplorationStrategy.Uniform] });
            Simulation.Explore(PlantedPrograms.SlowProcess, options with { Strategies = [ExplorationStrategy.PartialOrder] });
        }

        output.WriteLine(Summary("slow process (PCT)", found));
    }

    private static ScheduleFailedException Find(string program, ExplorationOptions options) =>
        Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(PlantedPrograms.All[program], options));

    private static string Summary(string program, List<int> found)
    {
        found.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{program}: median {found[found.Count / 2]}, worst {found[^1]} of {found.Count} seeds");
    }
}
