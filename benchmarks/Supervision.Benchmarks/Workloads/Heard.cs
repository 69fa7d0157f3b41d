using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A workload whose runtime somebody listens to, or nobody.</summary>
internal sealed class Heard : Workload
{
    private readonly Meter _meter = new("Heard");
    private readonly ActivitySource _traces = new("Heard");
    private readonly MeterListener _measurements = new();
    private readonly ActivityListener _activities;
    private readonly Listening _listening;
    private readonly ProcessWorkload _workload;
    private long _heard;

    internal Heard(string operation, Listening listening, Func<ProcessRuntime, ProcessWorkload> make)
    {
        Operation = operation;
        _listening = listening;
        _workload = make(new ProcessRuntime(new ProcessRuntimeOptions { Meter = _meter, ActivitySource = _traces }));
        _activities = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _traces),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
        };
    }

    internal override string Operation { get; }

    internal override string Means => _listening == Listening.Nobody ? Ours : _listening.ToString().ToLowerInvariant();

    internal override Task SetUpAsync()
    {
        if (_listening == Listening.Metered)
        {
            _measurements.InstrumentPublished = (instrument, own) =>
            {
                if (ReferenceEquals(instrument.Meter, _meter))
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            _measurements.SetMeasurementEventCallback<long>((_, _, _, _) => _heard++);
            _measurements.SetMeasurementEventCallback<double>((_, _, _, _) => _heard++);
            _measurements.Start();
        }
        else if (_listening is Listening.Watched or Listening.Traced)
        {
            ActivitySource.AddActivityListener(_activities);
        }

        return _workload.SetUpAsync();
    }

    internal override async Task RunAsync(int operations)
    {
        using Activity? request = _listening == Listening.Traced ? new Activity("request").Start() : null;
        await _workload.RunAsync(operations);
    }

    public override async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        _measurements.Dispose();
        _activities.Dispose();
        _meter.Dispose();
        _traces.Dispose();
        await base.DisposeAsync();
    }
}
