using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>Messages that were drained from the door and not consumed. A structure, because structures come last in memory; see
/// <see cref="ProcessEntrance"/>.</summary>
internal struct InnerQueue
{
    /// <summary>The oldest.</summary>
    internal Envelope? First;

    /// <summary>The newest.</summary>
    internal Envelope? Last;

    /// <summary>How many they are. Read by others for reports.</summary>
    internal int Count;
}
