namespace DeviceGateway;

/// <summary>The sums since the metrics have started.</summary>
internal sealed record MetricsView(long PollersStarted, long Readings, long Failures, long Garbage, long Reported);
