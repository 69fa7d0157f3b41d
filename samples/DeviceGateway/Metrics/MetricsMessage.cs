namespace DeviceGateway;

/// <summary>What can be said to the metrics. A closed set; all but the question are casts, which are lost while the left side is away.</summary>
internal abstract record MetricsMessage
{
    private MetricsMessage()
    {
    }

    /// <summary>A device's poller has started.</summary>
    public sealed record PollerStarted(string DeviceId) : MetricsMessage;

    /// <summary>A device has answered after so long.</summary>
    public sealed record Polled(string DeviceId, TimeSpan After) : MetricsMessage;

    /// <summary>A device did not answer, or with garbage.</summary>
    public sealed record Failed(string DeviceId, bool IsGarbage) : MetricsMessage;

    /// <summary>So many readings have reached the left side.</summary>
    public sealed record Reported(int Readings) : MetricsMessage;

    /// <summary>The sums.</summary>
    public sealed record Ask : MetricsMessage, ICall<MetricsMessage, MetricsView>;
}
