using System.Diagnostics;

namespace Supervision.Processes;

/// <summary>A message that was sent inside an activity, while somebody listened to traces.</summary>
internal interface ITraced
{
    /// <summary>The activity that it was sent in.</summary>
    ActivityContext Trace { get; }
}
