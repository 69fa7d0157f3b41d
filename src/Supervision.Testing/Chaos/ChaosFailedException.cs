namespace Supervision.Testing;

/// <summary>A tree did not hold under chaos. The message is a report for people: what was done, what the rules of supervisors make of it, what was
/// found, and how to do it again.</summary>
public sealed class ChaosFailedException : Exception
{
    internal ChaosFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What did not hold; at least one.</summary>
    public required IReadOnlyList<ChaosViolation> Violations { get; init; }

    /// <summary>What was done, shrunk if it could be.</summary>
    public required ChaosPlan Plan { get; init; }

    /// <summary>In which order of steps, for <see cref="Simulation.Replay"/> and <c>SUPERVISION_REPLAY</c>; null for a live run, and until the order was
    /// looked for.</summary>
    public string? Schedule { get; init; }
}
