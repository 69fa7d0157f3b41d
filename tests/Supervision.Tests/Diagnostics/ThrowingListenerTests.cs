using System.Diagnostics;
using System.Diagnostics.Metrics;
using Supervision.Testing;

namespace Supervision.Tests.Diagnostics;

/// <summary>Listeners of the meter and of the activities are foreign code as well: what they throw is told, and nobody else feels it.</summary>
public sealed class ThrowingListenerTests
{
    [Theory]
    [InlineData("supervision.messages")]
    [InlineData("supervision.busy.time")]
    [InlineData("supervision.call.duration")]
    [InlineData("supervision.restarts")]
    [InlineData("supervision.crashes")]
    [InlineData("supervision.dead_letters")]
    [InlineData("supervision.breaker.changes")]
    public void Meter_WithAListenerThatThrows_ChangesNothing(string instrument)
    {
        using Meter meter = new("Supervision");
        int thrown = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (published, one) =>
        {
            if (ReferenceEquals(published.Meter, meter) && published.Name == instrument)
            {
                one.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException($"{++thrown}"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException($"{++thrown}"));
        listener.Start();
        LineCounter lines = new();
        using Simulation simulation = new(new SimulationOptions
        {
            Crashes = CrashPolicy.Allow,
            Runtime = new ProcessRuntimeOptions { Meter = meter, LoggerFactory = lines },
        });

        LiveALittle(simulation);

        Assert.True(thrown > 0);
        Assert.True(lines.CountOf(106) > 0);
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    public void Activities_WithAListenerThatThrows_ChangeNothing(string when)
    {
        using ActivitySource source = new("Supervision");
        using ActivitySource requests = new("requests");
        int thrown = 0;
        using ActivityListener listener = new()
        {
            ShouldListenTo = one => ReferenceEquals(one, source) || ReferenceEquals(one, requests),
            Sample = (ref options) => when == "sample" && ReferenceEquals(options.Source, source) ? Throw() : ActivitySamplingResult.AllData,
            ActivityStarted = activity => _ = when == "start" && ReferenceEquals(activity.Source, source) ? Throw() : default,
            ActivityStopped = activity => _ = when == "stop" && ReferenceEquals(activity.Source, source) ? Throw() : default,
        };
        ActivitySource.AddActivityListener(listener);
        LineCounter lines = new();
        using Simulation simulation = new(new SimulationOptions
        {
            Crashes = CrashPolicy.Allow,
            Runtime = new ProcessRuntimeOptions { ActivitySource = source, LoggerFactory = lines },
        });

        using (Activity? request = requests.StartActivity("request"))
        {
            Assert.NotNull(request);
            LiveALittle(simulation);
            Assert.Same(request, Activity.Current);
        }

        Assert.True(thrown > 0);
        Assert.True(lines.CountOf(106) > 0);

        ActivitySamplingResult Throw() => throw new InvalidOperationException($"{++thrown}");
    }

    /// <summary>Messages, calls, a dead letter, a crash, a restart and a circuit breaker.</summary>
    private static void LiveALittle(Simulation simulation)
    {
        SupervisorRef root = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root
            .Server("server", static () => new Echo(), new ServerOptions { Name = "server" }))));
        ServerRef<Word> server = ServerRef<Word>.ForName(simulation.Runtime, "server");
        server.Cast(new Word.Note());
        Assert.Equal(7, simulation.Complete(server.CallAsync(new Word.Say(7)).AsTask()));
        Assert.False(simulation.Complete(server.TryCallAsync(new Word.Crash()).AsTask()).TryGetReply(out _));
        simulation.RunUntilIdle();
        Assert.Equal(8, simulation.Complete(server.CallAsync(new Word.Say(8)).AsTask()));
        Pid caller = simulation.Runtime.Spawn(async _ => Assert.Equal(9, await server.CallAsync(new Word.Say(9))));
        Assert.Equal(ExitReason.Normal, simulation.Complete(caller.WaitForExitAsync()));
        Assert.Equal(SendResult.NoProcess, simulation.Runtime.Send("nobody", "no name"));
        CircuitBreaker breaker = new(simulation.Runtime, "breaker");
        breaker.Isolate();
        Assert.Equal(CircuitState.Isolated, breaker.State);
        breaker.Close();
        Assert.True(root.Pid.IsAlive);
    }

    private abstract record Word
    {
        internal sealed record Note : Word;

        internal sealed record Say(int Number) : Word, ICall<Word, int>;

        internal sealed record Crash : Word, ICall<Word, int>;
    }

    private sealed class Echo : GenServer<Word>
    {
        protected override ValueTask HandleAsync(Word message)
        {
            switch (message)
            {
                case Word.Say say:
                    Reply(say, say.Number);
                    break;
                case Word.Crash:
                    throw new InvalidOperationException("as told");
            }

            return default;
        }
    }
}
