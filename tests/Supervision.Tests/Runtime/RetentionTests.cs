using System.Runtime.CompilerServices;
using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Runtime;

/// <summary>What must not be kept alive: handled messages, dead processes behind their pids, owners of far timers.</summary>
[Trait("Bug", "8")]
public sealed class RetentionTests
{
    private static readonly AsyncLocal<object?> Ambient = new();

    [Fact]
    public void HandledMessages_OfAParkedBody_AreCollected()
    {
        using Simulation simulation = new();
        Pid body = simulation.Runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
            }
        });

        AssertCollected(SendMany(simulation, body));
    }

    [Fact]
    public void HandledMessages_OfAParkedBodyThatChooses_AreCollected()
    {
        using Simulation simulation = new();
        Pid body = simulation.Runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.TryReceiveAsync<object>(TimeSpan.FromSeconds(10), message => message is not int);
            }
        });
        body.Send(1);

        AssertCollected(SendMany(simulation, body));
    }

    [Fact]
    public void HandledMessages_OfAParkedServer_AreCollected()
    {
        using Simulation simulation = new();
        ServerRef<Work> server = simulation.Complete(simulation.Runtime.StartServerAsync(() => new TestServer()));

        AssertCollected(SendMany(simulation, server.Pid));
    }

    [Fact]
    public void DeadServer_WhosePidIsHeld_IsCollected()
    {
        using Simulation simulation = new();
        (Pid pid, WeakReference instance) = StartAndKill(simulation);

        AssertCollected([instance]);
        Assert.False(pid.IsAlive);
    }

    [Fact]
    [Trait("Bug", "28")]
    public void DeadProcess_WithTimersThatAreFarAway_IsCollected()
    {
        using Simulation simulation = new();
        WeakReference[] state = [SpawnWithFarTimers(simulation)];
        simulation.RunUntilIdle();

        AssertCollected(state);
        Assert.Equal(0, simulation.Runtime.ProcessCount);
    }

    [Fact]
    [Trait("Bug", "24")]
    public void AmbientValue_OfTheSpawner_IsNotKeptByTheProcess()
    {
        using Simulation simulation = new();
        Pid process = Pid.None;
        WeakReference[] value = [SpawnUnderAmbientValue(simulation, pid => process = pid)];
        simulation.RunUntilIdle();

        AssertCollected(value);
        Assert.True(process.IsAlive);
    }

    [Fact]
    [Trait("Bug", "12")]
    public void DeadPeers_OfALivingProcess_AreCollected()
    {
        using Simulation simulation = new();
        Pid hub = simulation.Runtime.Spawn(Bodies.Trapping);
        simulation.RunUntilIdle();
        WeakReference[] states = RelateAndEnd(simulation, hub);

        AssertCollected(states);
        ProcessInfo? info = simulation.Complete(simulation.Runtime.InfoAsync(hub));
        Assert.Equal((0, 0), (info!.Links.Count, info.MonitoredBy));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] SendMany(Simulation simulation, Pid pid)
    {
        WeakReference[] messages = new WeakReference[200];
        for (int i = 0; i < messages.Length; i++)
        {
            Do message = new(_ => { });
            messages[i] = new WeakReference(message);
            pid.Send(message);
            if (i % 3 == 0)
            {
                simulation.RunUntilIdle();
            }
        }

        simulation.RunUntilIdle();
        return messages;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Pid Pid, WeakReference Instance) StartAndKill(Simulation simulation)
    {
        WeakReference? instance = null;
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(() =>
        {
            TestServer server = new();
            instance = new WeakReference(server);
            return server;
        });
        simulation.RunUntilIdle();
        Pid pid = start.Result.Pid;
        pid.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();
        return (pid, instance!);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SpawnWithFarTimers(Simulation simulation)
    {
        object state = new();
        simulation.Runtime.Spawn(context =>
        {
            context.SendAfter(TimeSpan.FromDays(1), context.Self, state);
            _ = context.TryReceiveAsync<string>(TimeSpan.FromDays(1));
            return Task.CompletedTask;
        });
        simulation.RunUntilIdle();
        return new WeakReference(state);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SpawnUnderAmbientValue(Simulation simulation, Action<Pid> spawned)
    {
        object value = new();
        Ambient.Value = value;
        spawned(simulation.Runtime.Spawn(async context =>
        {
            context.SendAfter(TimeSpan.FromDays(1), context.Self, "later");
            await Bodies.Idle(context);
        }));
        Ambient.Value = null;
        return new WeakReference(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] RelateAndEnd(Simulation simulation, Pid hub)
    {
        WeakReference[] states = new WeakReference[20];
        for (int i = 0; i < states.Length; i++)
        {
            object state = new();
            states[i] = new WeakReference(state);
            simulation.Runtime.Spawn(async context =>
            {
                context.Link(hub);
                context.Monitor(hub);
                await context.DelayAsync(TimeSpan.FromSeconds(1));
                context.Unlink(hub);
                GC.KeepAlive(state);
            });
        }

        simulation.RunUntilQuiet();
        return states;
    }

    private static void AssertCollected(WeakReference[] references)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(0, references.Count(reference => reference.IsAlive));
    }
}
