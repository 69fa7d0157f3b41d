namespace Supervision.Testing.Scheduling;

/// <summary>A process as the scheduler knows it; also those outside of all processes. Never refers to the process itself.</summary>
/// <param name="key">Says who it is in every schedule of a test: made of its parent's key and its number among its parent's children,
/// never of an address, a hash code or a pid.</param>
internal sealed class Participant(ulong key)
{
    internal ulong Key => key;

    /// <summary>How many processes it has started.</summary>
    internal ulong Spawned { get; set; }

    /// <summary>Its turns.</summary>
    internal Chain Turns => field ??= new Chain(StepKind.Turn, key, null, this);

    /// <summary>What people call it; null when nobody asks.</summary>
    internal string? Name { get; set; }

    /// <summary>For the trace: the number of the step in which it was first seen; negative before.</summary>
    internal int Born { get; set; } = -1;

    public override string ToString() => Name ?? "?";
}
