using System.Diagnostics.Metrics;

namespace DeviceGateway;

/// <summary>The meter of one incarnation of the metrics, which ends with it.</summary>
internal sealed class OwnedMeter : IAsyncDisposable
{
    /// <summary>What listeners ask for.</summary>
    public const string Name = "DeviceGateway";

    public Meter Meter { get; } = new(Name);

    public ValueTask DisposeAsync()
    {
        Meter.Dispose();
        return ValueTask.CompletedTask;
    }
}
