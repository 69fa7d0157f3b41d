namespace Supervision.Testing.Scheduling;

/// <summary>What can happen next in a simulation.</summary>
internal enum StepKind
{
    /// <summary>A process runs one turn.</summary>
    Turn,

    /// <summary>The oldest of what one process has sent to another reaches it.</summary>
    Delivery,

    /// <summary>The next timer fires, although something else could happen.</summary>
    Timer,

    /// <summary>Code goes on that belongs to no living process.</summary>
    Detached,
}
