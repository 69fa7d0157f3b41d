using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Supervision.Hosting.Tests.Telemetry;

/// <summary>What OpenTelemetry exports when a program adds the meter and the source as the documentation says.</summary>
internal sealed class Exported : IDisposable
{
    /// <summary>The source of the activity that stands for a request.</summary>
    private const string Requests = "Supervision.Hosting.Tests.Requests";

    private readonly List<MetricSnapshot> _metrics = [];
    private readonly List<Activity> _activities = [];
    private readonly MeterProvider _meters;
    private readonly TracerProvider _tracers;

    public Exported()
    {
        _meters = Sdk.CreateMeterProviderBuilder().AddMeter("Supervision").AddInMemoryExporter(_metrics).Build();
        _tracers = Sdk.CreateTracerProviderBuilder().AddSource("Supervision", Requests).AddInMemoryExporter(_activities).Build();
    }

    public ActivitySource RequestSource { get; } = new(Requests);

    public void Dispose()
    {
        _meters.Dispose();
        _tracers.Dispose();
        RequestSource.Dispose();
    }

    /// <summary>Every number of every metric, one a line, in order.</summary>
    public IReadOnlyList<string> Metrics()
    {
        _metrics.Clear();
        Assert.True(_meters.ForceFlush());
        return [.. _metrics.SelectMany(Lines).Order(StringComparer.Ordinal)];
    }

    /// <summary>The activities as a tree, children indented below their parents.</summary>
    public IReadOnlyList<string> Traces()
    {
        Assert.True(_tracers.ForceFlush());
        HashSet<ActivitySpanId> known = [.. _activities.Select(static activity => activity.SpanId)];
        return [.. _activities.Where(activity => !known.Contains(activity.ParentSpanId)).SelectMany(root => Below(root, ""))];
    }

    private static IEnumerable<string> Lines(MetricSnapshot metric)
    {
        foreach (MetricPoint point in metric.MetricPoints)
        {
            List<string> words = [metric.Name];
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                words.Add($"{tag.Key}={tag.Value}");
            }

            yield return $"{string.Join(' ', words)}: {Value(metric, point)}";
        }
    }

    private static string Value(MetricSnapshot metric, MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum => string.Create(CultureInfo.InvariantCulture, $"{point.GetSumLong()}"),
        MetricType.DoubleSum => string.Create(CultureInfo.InvariantCulture, $"{point.GetSumDouble()}"),
        MetricType.LongGauge => string.Create(CultureInfo.InvariantCulture, $"{point.GetGaugeLastValueLong()}"),
        MetricType.Histogram => string.Create(
            CultureInfo.InvariantCulture, $"{point.GetHistogramCount()} times, {point.GetHistogramSum()} {metric.Unit}, {string.Join(' ', Buckets(point))}"),
        var other => throw new InvalidOperationException($"{metric.Name} is a {other}."),
    };

    private static IEnumerable<string> Buckets(MetricPoint point)
    {
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            if (bucket.BucketCount > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"up to {bucket.ExplicitBound}: {bucket.BucketCount}");
            }
        }
    }

    private IEnumerable<string> Below(Activity activity, string indent) => _activities
        .Where(child => child.ParentSpanId == activity.SpanId && child.TraceId == activity.TraceId)
        .OrderBy(static child => child.DisplayName, StringComparer.Ordinal)
        .SelectMany(child => Below(child, $"{indent}  "))
        .Prepend($"{indent}{activity.Kind} {activity.DisplayName}{(activity.Status == ActivityStatusCode.Error ? $" failed: {activity.StatusDescription}" : "")}");
}
