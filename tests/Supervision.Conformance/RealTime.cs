namespace Supervision.Conformance;

/// <summary>The machine's clock, for figures that people read; nothing waits for it.</summary>
internal static class RealTime
{
#pragma warning disable RS0030 // The only place that reads it.
    internal static long Now => TimeProvider.System.GetTimestamp();

    internal static TimeSpan Since(long begin) => TimeProvider.System.GetElapsedTime(begin);
#pragma warning restore RS0030
}
