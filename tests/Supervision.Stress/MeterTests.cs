using System.Diagnostics.Metrics;

namespace Supervision.Stress;

/// <summary>What meters are told, under load on real threads.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task Meter_UnderLoad_AgreesWithWhatWasDone()
    {
        const int Senders = 4;
        int each = Load.Times(20_000);
        using Meter meter = new("Supervision");
        using Sums sums = new(meter);
        await using (ProcessRuntime runtime = new(new ProcessRuntimeOptions { Meter = meter }))
        {
            ServerRef<Job> server = await runtime.StartServerAsync(static () => new Worker());
            await Load.OnThreads(Senders, _ =>
            {
                for (int i = 0; i < each; i++)
                {
                    server.Cast(new Job.Run(static _ => default));
                }
            }).InTime();
            for (int i = 0; i < 1_000; i++)
            {
                Assert.Equal(i, await server.CallAsync(new Job.Echo(i), Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken));
            }

            // Before anything else takes a message: stopping does.
            Assert.Equal((Senders * each) + 1_000, sums["supervision.messages"]);
            Assert.Equal(1_000, sums.CountOf("supervision.call.duration"));
        }

        Assert.True(sums["supervision.busy.time"] > 0);
        Load.Print($"{(Senders * each) + 1_000:N0} messages measured, busy {sums["supervision.busy.time"]:0.00} s");
    }

    private sealed class Sums : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, (double Sum, int Count)> _sums = [];
        private readonly MeterListener _listener = new();

        internal Sums(Meter meter)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
            _listener.Start();
        }

        internal double this[string instrument]
        {
            get
            {
                lock (_lock)
                {
                    return _sums.GetValueOrDefault(instrument).Sum;
                }
            }
        }

        public void Dispose() => _listener.Dispose();

        internal int CountOf(string instrument)
        {
            lock (_lock)
            {
                return _sums.GetValueOrDefault(instrument).Count;
            }
        }

        private void Add(string instrument, double value)
        {
            lock (_lock)
            {
                (double sum, int count) = _sums.GetValueOrDefault(instrument);
                _sums[instrument] = (sum + value, count + 1);
            }
        }
    }
}
