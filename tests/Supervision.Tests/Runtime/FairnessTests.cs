using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>Nobody who is busy keeps the others from their turn.</summary>
[Trait("Bug", "7")]
public sealed class FairnessTests
{
    [Fact]
    public void BusyProcesses_WithoutEnd_LetAnotherHaveEveryFewthStep()
    {
        using Simulation simulation = new();
        int beats = 0;
        bool stop = false;
        simulation.Runtime.Spawn(async context =>
        {
            while (!stop)
            {
                context.Self.Send("beat");
                await context.ReceiveAsync<string>();
                beats++;
            }
        });
        simulation.Runtime.Spawn(async _ =>
        {
            while (!stop)
            {
                await Task.Yield();
            }
        });
        _ = simulation.Runtime.StartServerAsync(() => new TestServer
        {
            OnInit = _ => new(InitResult.Continue()),
            OnContinue = (self, _) =>
            {
                self.Trace.Clear();
                self.Continue();
                return default;
            },
        });
        for (int i = 0; i < 3000; i++)
        {
            simulation.Step();
        }

        stop = true;
        Assert.InRange(beats, 300, 3000);
    }

    /// <summary>What ARCHITECTURE.md states: a process that is ready gets its turn after at most one of each that is ready before it.</summary>
    [Fact]
    public void Heartbeat_BesideBusyNeighbours_WaitsAtMostATurnOfEach()
    {
        const int Neighbours = 4;
        using Simulation simulation = new();
        int turns = 0;
        int beatAt = 0;
        int longest = 0;
        bool stop = false;
        Pid Busy(Func<Pid> next) => simulation.Runtime.Spawn(async context =>
        {
            while (!stop)
            {
                await context.ReceiveAsync<string>();
                turns++;
                next().Send("ball");
            }
        });
        Pid first = default;
        Pid second = Busy(() => first);
        first = Busy(() => second);
        Pid own = default;
        own = Busy(() => own);
        Pid flooded = simulation.Runtime.Spawn(async context =>
        {
            while (!stop)
            {
                await context.ReceiveAsync<string>();
                turns++;
            }
        });
        Pid heart = Busy(() =>
        {
            longest = Math.Max(longest, turns - beatAt);
            beatAt = turns;
            return simulation.Runtime.Find("heart");
        });
        foreach (Pid pid in (Pid[])[first, own, heart])
        {
            pid.Send("ball");
        }

        for (int i = 0; i < 3000; i++)
        {
            flooded.Send("flood");
            simulation.Step();
        }

        stop = true;
        Assert.InRange(longest, 1, Neighbours);
    }

    [Fact]
    public void FloodOfSignals_DoesNotKeepAProcessFromItsMessages()
    {
        using Simulation simulation = new();
        List<object> seen = [];
        Pid flooded = simulation.Runtime.Spawn(Bodies.Collects(seen));
        for (int i = 0; i < 5000; i++)
        {
            flooded.Exit(ExitReason.Normal);
        }

        flooded.Send("message");
        for (int i = 0; i < 20; i++)
        {
            simulation.Step();
        }

        Assert.Equal(["message"], seen);
    }
}
