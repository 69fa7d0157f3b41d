using System.Globalization;
using Supervision.Testing;
using Supervision.Testing.Exploration;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>What the environment says is stronger than what a test says.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public void Replay_OfThisTest_RunsThatScheduleAlone()
    {
        ScheduleFailedException found = Assert.Throws<ScheduleFailedException>(() => Explore([]));

        ScheduleFailedException again = Assert.Throws<ScheduleFailedException>(() => Explore(new() { ["SUPERVISION_REPLAY"] = found.Token }));

        Assert.Equal("replay", again.Strategy);
        Assert.Equal(found.Token, again.Token);
        Assert.Equal(found.InnerException!.Message, again.InnerException!.Message);
    }

    [Fact]
    public void Replay_OfAnotherTest_ChangesNothing()
    {
        ScheduleFailedException found = Assert.Throws<ScheduleFailedException>(() => Explore([]));

        ScheduleFailedException other = Assert.Throws<ScheduleFailedException>(() => Explore(new() { ["SUPERVISION_REPLAY"] = found.Token }, test: "Other"));

        Assert.Equal(found.Schedule, other.Schedule);
        Assert.NotEqual("replay", other.Strategy);
    }

    [Fact]
    public void Replay_OfAFile_IsRead()
    {
        ScheduleFailedException found = Assert.Throws<ScheduleFailedException>(() => Explore([]));
        string file = Path.GetTempFileName();
        File.WriteAllText(file, found.Token + "\n");

        ScheduleFailedException again = Assert.Throws<ScheduleFailedException>(() => Explore(new() { ["SUPERVISION_REPLAY"] = "@" + file }));

        File.Delete(file);
        Assert.Equal("replay", again.Strategy);
    }

    [Fact]
    public void Schedules_OfTheEnvironment_AreTheBoundOfBothSearches()
    {
        Dictionary<string, string> environment = new() { ["SUPERVISION_SCHEDULES"] = "7" };

        ExplorationReport sampled = RunPassing(environment, static explorer => explorer.Sample());
        ExplorationReport searched = RunPassing(environment, static explorer => explorer.Exhaust());

        Assert.Equal(7, sampled.Schedules);
        Assert.Equal(7, searched.Schedules);
        Assert.False(searched.IsExhausted);
    }

    [Fact]
    public void Seed_OfTheEnvironment_IsStrongerThanTheOptions()
    {
        ExplorationReport report = RunPassing(new() { ["SUPERVISION_SEED"] = "77" }, static explorer => explorer.Sample());

        Assert.Equal(77UL, report.Seed);
    }

    [Theory]
    [InlineData("SUPERVISION_SEED", "-1")]
    [InlineData("SUPERVISION_SCHEDULES", "many")]
    [InlineData("SUPERVISION_REPLAY", "sup1:what")]
    [InlineData("SUPERVISION_REPLAY", "@there is no such file")]
    public void Environment_ThatCannotBeRead_IsSaid(string variable, string value)
    {
        FormatException error = Assert.Throws<FormatException>(() => Explore(new() { [variable] = value }));

        Assert.NotEmpty(error.Message);
    }

    private static ExplorationReport Explore(Dictionary<string, string> environment, string test = "Test") => Simulation.RunExplorer(
        PlantedPrograms.StartOrder, null, test, "File.cs", static explorer => explorer.Sample(), environment.GetValueOrDefault);

    /// <summary>Five messages that may come in any order.</summary>
    private static ExplorationReport RunPassing(Dictionary<string, string> environment, Func<Explorer, ExplorationReport> explore) => Simulation.RunExplorer(
        static async test =>
        {
            for (int number = 0; number < 5; number++)
            {
                string text = number.ToString(CultureInfo.InvariantCulture);
                test.Spawn(_ =>
                {
                    test.Self.Send(text);
                    return Task.CompletedTask;
                });
            }

            for (int left = 5; left > 0; left--)
            {
                await test.ReceiveAsync<string>();
            }
        },
        new ExplorationOptions { Seed = 3, Schedules = 20 },
        "Test",
        "File.cs",
        explore,
        environment.GetValueOrDefault);
}
