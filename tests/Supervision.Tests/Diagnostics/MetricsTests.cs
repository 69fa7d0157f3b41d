using System.Diagnostics.Metrics;
using Supervision.Testing;

namespace Supervision.Tests.Diagnostics;

/// <summary>What meters are told agrees with what was done.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly Measurements _measured = new();

    public void Dispose() => _measured.Dispose();

    [Fact]
    public void Messages_CountCastsAndCallsThatWereTaken()
    {
        using Simulation simulation = Start();
        ServerRef<Tell> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Counter()));

        for (int i = 0; i < 10; i++)
        {
            server.Cast(new Tell.Add(1));
        }

        Assert.Equal(10, simulation.Complete(server.CallAsync(new Tell.Get()).AsTask()));
        Assert.Equal(11, _measured["supervision.messages"]);
    }

    [Theory]
    [InlineData("supervision.messages")]
    [InlineData("supervision.busy.time")]
    public void OneInstrumentAlone_IsFed(string instrument)
    {
        using Measurements measured = new(instrument);
        using Simulation simulation = Start(measured);
        Pid receiver = simulation.Runtime.Spawn(Bodies.Collects([]));

        receiver.Send("message");
        simulation.RunUntilIdle();

        Assert.True(measured.CountOf(instrument) > 0);
    }

    [Fact]
    public void Calls_AreTimedByOutcome()
    {
        using Simulation simulation = Start();
        ServerRef<Tell> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Counter()));

        simulation.Complete(server.CallAsync(new Tell.Get()).AsTask());
        simulation.Runtime.Spawn(async context => _ = await server.TryCallAsync(new Tell.Never(), TimeSpan.FromSeconds(2)));
        simulation.Advance(TimeSpan.FromSeconds(2));
        server.Cast(new Tell.Crash());
        simulation.RunUntilIdle();
        simulation.Complete(server.TryCallAsync(new Tell.Get()).AsTask());

        const string Duration = "supervision.call.duration";
        Assert.Equal(3, _measured.CountOf(Duration));
        Assert.Equal((1, 0), (_measured.CountOf($"{Duration} Replied"), _measured[$"{Duration} Replied"]));
        Assert.Equal((1, 2), (_measured.CountOf($"{Duration} Timeout"), _measured[$"{Duration} Timeout"]));
        Assert.Equal(1, _measured.CountOf($"{Duration} NoProcess"));
    }

    [Fact]
    public void CrashesAndRestarts_AreCountedBySupervisor()
    {
        using Simulation simulation = Start();
        SupervisorRef root = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root
            .Server("counter", static () => new Counter(), new ServerOptions { Name = "counter" }))));

        for (int i = 0; i < 3; i++)
        {
            simulation.Runtime.Send("counter", (Tell)new Tell.Crash());
            simulation.RunUntilIdle();
        }

        Assert.True(root.Pid.IsAlive);
        Assert.Equal((3, 3), (_measured["supervision.restarts"], _measured["supervision.restarts root"]));
        Assert.Equal((3, 3), (_measured["supervision.crashes"], _measured["supervision.crashes InvalidOperationException"]));
    }

    [Fact]
    public void DeadLetters_AreCountedByCause()
    {
        using Simulation simulation = Start();

        simulation.Runtime.Send("nobody", "message");
        simulation.Runtime.Send("nobody", "message");
        Pid gone = simulation.Runtime.Spawn(static _ => Task.CompletedTask);
        simulation.RunUntilIdle();
        gone.Send("message");

        Assert.Equal(
            (3, 2, 1),
            (_measured["supervision.dead_letters"], _measured["supervision.dead_letters NoName"], _measured["supervision.dead_letters NoProcess"]));
    }

    [Fact]
    public void ChangesOfABreaker_AreCountedByBreakerAndNewState()
    {
        using Simulation simulation = Start();
        CircuitBreaker breaker = new(simulation.Runtime, "sql", new CircuitBreakerOptions());

        breaker.Isolate();
        breaker.Close();
        breaker.Isolate();

        const string Changes = "supervision.breaker.changes";
        Assert.Equal((3, 3), (_measured[Changes], _measured[$"{Changes} sql"]));
        Assert.Equal((2, 1), (_measured[$"{Changes} Isolated"], _measured[$"{Changes} Closed"]));
    }

    [Fact]
    public void Gauges_TellTheMoment()
    {
        using Simulation simulation = Start();
        Pid busy = simulation.Runtime.Spawn(Bodies.Idle);
        Pid other = simulation.Runtime.Spawn(Bodies.Idle);
        simulation.Runtime.Spawn(static async context =>
        {
            context.SendAfter(TimeSpan.FromHours(1), context.Self, "later");
            await Bodies.Idle(context);
        });
        busy.Send("one");
        busy.Send("two");
        other.Send("three");
        simulation.RunUntilIdle();

        _measured.Collect();

        Assert.Equal((3, 1), (_measured["supervision.processes"], _measured["supervision.timers"]));
        Assert.Equal((3, 2), (_measured["supervision.mailbox.length"], _measured["supervision.mailbox.longest"]));
    }

    [Fact]
    public void Stragglers_AreCountedAndGauged()
    {
        using Simulation simulation = Start();
        var never = new TaskCompletionSource();
        Pid stuck = simulation.Runtime.Spawn(_ => never.Task, new ProcessOptions { AbandonAfter = TimeSpan.Zero });
        simulation.RunUntilIdle();

        stuck.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();
        _measured.Collect();

        Assert.Equal((1, 1), (_measured["supervision.stragglers.abandoned"], _measured["supervision.stragglers"]));
    }

    [Fact]
    public async Task BusyTime_IsTheLengthOfTurns()
    {
        using Measurements measured = new("supervision.busy.time");
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { Meter = measured.Meter, Time = new TickingTime() });

        Pid process = runtime.Spawn(static _ => Task.CompletedTask);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await runtime.StopAsync(TestContext.Current.CancellationToken);

        // Every look at this clock takes a millisecond.
        Assert.True(measured["supervision.busy.time"] >= 0.001);
    }

    [Fact]
    public async Task Runtime_HasAMeterOfItsOwnUntilItHasStopped()
    {
        ProcessRuntime runtime = new();
        Meter meter = runtime.Telemetry.Meter!;

        Assert.Equal("Supervision", meter.Name);
        Assert.True(IsPublished(meter));
        await runtime.DisposeAsync();

        Assert.False(IsPublished(meter));
    }

    [Fact]
    public async Task Runtime_LeavesAMeterThatItWasGiven()
    {
        await using (new ProcessRuntime(new ProcessRuntimeOptions { Meter = _measured.Meter }))
        {
            Assert.True(IsPublished(_measured.Meter));
        }

        Assert.True(IsPublished(_measured.Meter));
    }

    /// <summary>Asks without listening to anything.</summary>
    private static bool IsPublished(Meter meter)
    {
        bool isPublished = false;
        using MeterListener listener = new() { InstrumentPublished = (instrument, _) => isPublished |= ReferenceEquals(instrument.Meter, meter) };
        listener.Start();
        return isPublished;
    }

    private Simulation Start(Measurements? measured = null) =>
        new(new SimulationOptions { Runtime = new ProcessRuntimeOptions { Meter = (measured ?? _measured).Meter } });

    internal abstract record Tell
    {
        internal sealed record Add(int Number) : Tell;

        internal sealed record Get : Tell, ICall<Tell, int>;

        internal sealed record Never : Tell, ICall<Tell, int>;

        internal sealed record Crash : Tell;
    }

    private sealed class Counter : GenServer<Tell>
    {
        private int _sum;

        protected override ValueTask HandleAsync(Tell message)
        {
            switch (message)
            {
                case Tell.Add add:
                    _sum += add.Number;
                    break;
                case Tell.Get get:
                    Reply(get, _sum);
                    break;
                case Tell.Never never:
                    TakeCaller(never);
                    break;
                case Tell.Crash:
                    throw new InvalidOperationException("as told");
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Goes on by a millisecond whenever it is looked at.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, TimeSpan.TicksPerMillisecond);
    }
}
