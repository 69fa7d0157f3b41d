using System.Diagnostics.Metrics;

namespace Supervision.Tests.Diagnostics;

/// <summary>Listens to one meter and adds up what it says.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly Dictionary<string, double> _sums = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly MeterListener _listener = new();

    /// <param name="only">The one instrument to listen to; null for all.</param>
    internal Measurements(string? only = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, Meter) && (only is null || instrument.Name == only))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    internal Meter Meter { get; } = new("Supervision");

    /// <summary>The sum, by instrument or by instrument and tag value: <c>supervision.restarts</c>, <c>supervision.restarts root</c>.</summary>
    internal double this[string key] => _sums.GetValueOrDefault(key);

    internal int CountOf(string key) => _counts.GetValueOrDefault(key);

    /// <summary>Asks the instruments that are only looked at.</summary>
    internal void Collect() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        AddTo(instrument.Name, value, instrument.IsObservable);
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            AddTo($"{instrument.Name} {tag.Value}", value, instrument.IsObservable);
        }
    }

    private void AddTo(string key, double value, bool replaces)
    {
        _sums[key] = replaces ? value : _sums.GetValueOrDefault(key) + value;
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }
}
