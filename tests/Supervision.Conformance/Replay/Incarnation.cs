namespace Supervision.Conformance.Replay;

/// <summary>One start attempt of a path, and the process that results.</summary>
internal sealed class Incarnation(string path, int number, Incarnation? parent, SupervisorNode? supervisor)
{
    internal string Path => path;

    internal int Number => number;

    /// <summary>What it is a supervisor of; null for a worker.</summary>
    internal SupervisorNode? Supervisor => supervisor;

    internal Pid Pid { get; set; }

    internal bool HasExited { get; set; }

    /// <summary>True when a parent, or the parent of one, has exited.</summary>
    internal bool IsOrphan => parent is not null && (parent.HasExited || parent.IsOrphan);

    /// <summary>The last part of the path.</summary>
    internal string Id => path[(path.LastIndexOf('/') + 1)..];

    public override string ToString() => $"{path}#{number}";
}
