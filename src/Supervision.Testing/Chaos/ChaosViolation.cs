namespace Supervision.Testing;

/// <summary>Something that must hold under chaos and did not.</summary>
/// <param name="Property"><c>P1</c>: who must die, dies. <c>P2</c>: no supervisor dies that need not. <c>P3</c>: everybody is what the rules of supervisors
/// make of them. <c>P4</c>: nobody is left without a supervisor. <c>P5</c>: no supervisor restarts more often than it may. <c>P6</c>: the user can go on. <c>P0</c>: the
/// tree did not come to rest.</param>
/// <param name="Path">Whom it concerns; the root's path for the whole tree.</param>
/// <param name="Text">What was found, and what was expected.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record ChaosViolation(string Property, string Path, string Text)
{
    /// <summary>The causes that were seen, for people; empty when none was.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];
}
