using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>What the starter of a server waits for, and for how long.</summary>
public sealed class StartTests
{
    private const string Name = "server";
    private static readonly ServerOptions Named = new() { Name = Name };

    [Fact]
    public void Init_TakesTooLong_StarterThatDoesNotTrapLivesOn() => Simulation.Test(async test =>
    {
        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
            () => test.StartServerAsync(Endless, new ServerOptions { InitTimeout = TimeSpan.FromSeconds(2) }));

        Assert.Equal(new StartResult.Failed(new ExitReason.Custom("timeout")), error.Result);
        Assert.True(test.Self.IsAlive);
    });

    [Fact]
    public void Init_TimeoutStrikesAtAnyStep_EitherStartsOrFailsEntirely()
    {
        HashSet<bool> seen = [];
        for (int steps = 0; steps < 20; steps++)
        {
            using Simulation simulation = new();
            Task<ServerRef<Request>> start = simulation.Runtime.StartServerAsync(
                static () => new ScriptedServer { OnInit = static _ => YieldAsync(10) }, Named with { InitTimeout = TimeSpan.FromSeconds(1) });
            for (int i = 0; i < steps; i++)
            {
                simulation.Step();
            }

            if (simulation.Time.NextDue is not null)
            {
                simulation.Time.FireNext();
            }

            simulation.RunUntilIdle();

            Assert.True(start.IsCompleted);
            Assert.Equal(start.IsCompletedSuccessfully, simulation.Runtime.Find(Name).IsAlive);
            seen.Add(start.IsCompletedSuccessfully);
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Continue_StarterGoesOn_BeforeItEnds() => Simulation.Test(async test =>
    {
        ServerRef<Request> server = await test.StartSupervisedAsync(static () => new ScriptedServer
        {
            OnInit = static _ => new(InitResult.Continue()),
            OnContinue = static async (server, _) => await server.Context.DelayAsync(TimeSpan.FromMinutes(1)),
        });

        Assert.Equal(TimeSpan.Zero, test.Simulation.Time.Elapsed);
        Assert.Equal("late", await server.CallAsync(new Request.Ask("late"), Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromMinutes(1), test.Simulation.Time.Elapsed);
    });

    private static async ValueTask<InitResult> YieldAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await Task.Yield();
        }

        return InitResult.Ok;
    }

    private static ScriptedServer Endless() => new()
    {
        OnInit = static async server =>
        {
            await server.Context.DelayAsync(Timeout.InfiniteTimeSpan);
            return InitResult.Ok;
        },
    };
}
