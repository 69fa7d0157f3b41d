using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>The two values of a door that are not arrivals.</summary>
internal sealed class Sentinel : Envelope
{
    internal static readonly Sentinel Parked = new();

    internal static readonly Sentinel Closed = new();

    private Sentinel()
    {
    }
}
