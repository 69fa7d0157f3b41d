using Supervision.Processes;

namespace Supervision.Breakers;

/// <summary>A child that a breaker is tied to. Any thread.</summary>
internal sealed class FollowedChild(string id)
{
    /// <summary>Its process; null before its first start.</summary>
    private volatile ProcessTarget? _process;

    internal string Id => id;

    internal bool IsUp => _process is { IsSeenAlive: true };

    internal void Started(Pid process) => _process = process.Target;
}
