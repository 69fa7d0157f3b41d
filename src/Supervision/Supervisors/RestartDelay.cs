using System.Diagnostics;
using Supervision.Signals;

namespace Supervision.Supervisors;

/// <summary>How one child with a <see cref="Backoff"/> waits for its restarts. Belongs to its supervisor.</summary>
[DebuggerDisplay("attempt {Attempt}")]
internal sealed class RestartDelay
{
    /// <summary>How many restarts there were in a row, none of which lived for long.</summary>
    internal int Attempt { get; private set; }

    /// <summary>When the last incarnation started, as a timestamp.</summary>
    internal long StartedAt { get; set; }

    /// <summary>Ends the wait; null while it does not wait.</summary>
    internal TimedMessage? Timer { get; private set; }

    /// <summary>The message of <see cref="Timer"/>: an older one may still be on its way.</summary>
    internal Over? Pending { get; private set; }

    /// <summary>How long to wait for the next restart.</summary>
    /// <param name="backoff">The child's.</param>
    /// <param name="runtime">Gives randomness.</param>
    /// <param name="lived">How long the incarnation that ended has lived; null when a restart did not start.</param>
    internal TimeSpan Next(Backoff backoff, ProcessRuntime runtime, TimeSpan? lived)
    {
        Attempt = lived >= backoff.Max ? 1 : Attempt + 1;
        return backoff.DelayOf(Attempt, runtime);
    }

    internal void Begin(Over over, TimedMessage timer) => (Pending, Timer) = (over, timer);

    internal void End() => (Pending, Timer) = (null, null);

    /// <summary>The supervisor's own note that a wait is over.</summary>
    /// <param name="Child">Whose.</param>
    /// <param name="IsCounted">Whether the restart was counted before the wait.</param>
    internal sealed record Over(Child Child, bool IsCounted);
}
