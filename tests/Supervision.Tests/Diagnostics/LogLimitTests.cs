using Microsoft.Extensions.Logging;
using Supervision.Testing;

namespace Supervision.Tests.Diagnostics;

/// <summary>Floods of log lines are held back and counted; long texts are cut.</summary>
public sealed class LogLimitTests : IDisposable
{
    private readonly LineCounter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void LinkedDeaths_DoNotFloodTheLog()
    {
        const int Processes = 10_000;
        using Simulation simulation = Start(new SimulationOptions { MaxSteps = 10_000_000 });
        SupervisorRef pool = LinkedChildren(simulation, Processes, out Pid hub);

        hub.Send("die");
        simulation.RunUntilIdle();
        simulation.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([pool.Pid], simulation.Runtime.Processes());
        Assert.Equal((1, 20, 1), (_log.CountOf(101), _log.CountOf(301), _log.CountOf(110)));
        Assert.Equal($"{Processes - 20} further lines of event 301 about 'pool' were left out in the last ten seconds.", _log.LastOf(110));
    }

    [Fact]
    public void LinesOfOtherOrigins_AreNotHeldBackWithThem()
    {
        using Simulation simulation = Start();
        Crash(simulation, "loud", 30);

        Crash(simulation, "quiet", 1);

        Assert.Equal(21, _log.CountOf(101));
    }

    [Fact]
    public void AfterTheWindow_LinesAreWrittenAgain()
    {
        using Simulation simulation = Start();
        Crash(simulation, "loud", 30);

        simulation.Advance(TimeSpan.FromSeconds(10));
        Crash(simulation, "loud", 5);

        Assert.Equal((25, 1), (_log.CountOf(101), _log.CountOf(110)));
        Assert.Equal("10 further lines of event 101 about 'loud' were left out in the last ten seconds.", _log.LastOf(110));
    }

    [Fact]
    public void SlowLines_AreAllWritten()
    {
        using Simulation simulation = Start();
        for (int i = 0; i < 50; i++)
        {
            Crash(simulation, "slow", 1);
            simulation.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((50, 0), (_log.CountOf(101), _log.CountOf(110)));
    }

    [Fact]
    public void RuntimeStops_WhatWasLeftOutIsTold()
    {
        using Simulation simulation = Start();
        Crash(simulation, "loud", 30);

        Task stop = simulation.Runtime.StopAsync(TestContext.Current.CancellationToken);
        simulation.RunUntilIdle();

        Assert.True(stop.IsCompletedSuccessfully);
        Assert.Equal(1, _log.CountOf(110));
    }

    [Fact]
    public void Listener_HearsEverything()
    {
        using Simulation simulation = Start();

        Crash(simulation, "loud", 30);

        Assert.Equal(30, simulation.Reports.OfType<Report.ProcessCrashed>().Count());
    }

    [Fact]
    public void LongReason_IsCut()
    {
        using Simulation simulation = Start();

        simulation.Runtime.Spawn(static _ => throw new InvalidOperationException(new string('x', 1_000_000)));
        simulation.RunUntilIdle();

        string line = _log.LastOf(101);
        Assert.True(line.Length < 1_500, $"{line.Length} characters");
        Assert.Contains("… (999036 more characters)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxLogLines_OfZero_CountsOnly()
    {
        using Simulation simulation = new(new SimulationOptions { Runtime = new ProcessRuntimeOptions { LoggerFactory = _log, MaxLogLines = 0 } });

        Crash(simulation, "loud", 30);
        simulation.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 1), (_log.CountOf(101), _log.CountOf(110)));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ProcessRuntime(new ProcessRuntimeOptions { MaxLogLines = -1 }));
    }

    private static void Crash(Simulation simulation, string label, int times)
    {
        for (int i = 0; i < times; i++)
        {
            simulation.Runtime.Spawn(static _ => throw new InvalidOperationException("as told"), new ProcessOptions { Label = label });
        }

        simulation.RunUntilIdle();
    }

    /// <summary>Temporary children of one supervisor, all linked to one process.</summary>
    private static SupervisorRef LinkedChildren(Simulation simulation, int count, out Pid hub)
    {
        Pid center = simulation.Runtime.Spawn(Bodies.EndsWith(new ExitReason.Custom("hub")), new ProcessOptions { Label = "hub" });
        DynamicSupervisorRef<int> pool = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "pool",
            (context, _) => context.StartProcessAsync(self =>
            {
                self.Link(center);
                return Bodies.Idle(self);
            }),
            static child => child with { Restart = Restart.Temporary })));
        for (int i = 0; i < count; i++)
        {
            _ = pool.StartChildAsync(i);
        }

        simulation.RunUntilIdle();
        hub = center;
        return SupervisorRef.ForPid(pool.Pid);
    }

    private Simulation Start(SimulationOptions? options = null) =>
        new((options ?? new SimulationOptions()) with { Runtime = new ProcessRuntimeOptions { LoggerFactory = _log } });
}
