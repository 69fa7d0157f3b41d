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
