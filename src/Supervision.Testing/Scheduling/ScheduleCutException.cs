namespace Supervision.Testing.Scheduling;

/// <summary>The rest of a schedule is not worth running: it would show what another one has shown.</summary>
internal sealed class ScheduleCutException() : Exception("The schedule is cut: another one shows the same.");
