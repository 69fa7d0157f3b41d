using System.Diagnostics.Metrics;

namespace DeviceGateway;

/// <summary>Anything that hints at a problem: how fast devices answer, how often they do not. On the left side, so that it is there before the first
/// poller; whoever publishes while it is away goes on without it.</summary>
internal sealed class MetricsServer(OwnedMeter owned) : GenServer<MetricsMessage>
{
    private readonly Counter<long> _started = owned.Meter.CreateCounter<long>("gateway.pollers.started", "pollers", "State machines of devices that have started.");
    private readonly Histogram<double> _polls = owned.Meter.CreateHistogram<double>("gateway.poll.duration", "s", "How long devices take to answer.");
    private readonly Counter<long> _failures = owned.Meter.CreateCounter<long>("gateway.poll.failures", "polls", "Questions without an answer, or with garbage.");
    private readonly Counter<long> _reported = owned.Meter.CreateCounter<long>("gateway.readings.reported", "readings", "Readings that have reached the left side.");
    private MetricsView _sums = new(0, 0, 0, 0, 0);

    protected override ValueTask HandleAsync(MetricsMessage message)
    {
        switch (message)
        {
            case MetricsMessage.PollerStarted:
                _started.Add(1);
                _sums = _sums with { PollersStarted = _sums.PollersStarted + 1 };
                break;
            case MetricsMessage.Polled polled:
                _polls.Record(polled.After.TotalSeconds);
                _sums = _sums with { Readings = _sums.Readings + 1 };
                break;
            case MetricsMessage.Failed failed:
                _failures.Add(1, new KeyValuePair<string, object?>("garbage", failed.IsGarbage));
                _sums = _sums with { Failures = _sums.Failures + 1, Garbage = _sums.Garbage + (failed.IsGarbage ? 1 : 0) };
                break;
            case MetricsMessage.Reported reported:
                _reported.Add(reported.Readings);
                _sums = _sums with { Reported = _sums.Reported + reported.Readings };
                break;
            case MetricsMessage.Ask ask:
                Reply(ask, _sums);
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override object Describe() => _sums;
}
