namespace Supervision.Dashboard.Views;

/// <summary>All about one place in the tree.</summary>
internal sealed record NodeDetails
{
    public required string Key { get; init; }

    public required string Path { get; init; }

    /// <summary>The process there, for actions; 0 for none.</summary>
    public long PidNumber { get; init; }

    public string Status { get; init; } = "";

    public bool IsSupervisor { get; init; }

    /// <summary>Names and values, in the order in which they are shown.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What happened there, newest first.</summary>
    public IReadOnlyList<HappeningRow> History { get; init; } = [];

    /// <summary>The last crash there; null for none that is known.</summary>
    public CrashReport? Crash { get; init; }

    /// <summary>Whether it can be killed: it has a process.</summary>
    public bool CanKill { get; init; }

    /// <summary>Whether it can be restarted: it is a declared child that its supervisor keeps when it is stopped.</summary>
    public bool CanRestart { get; init; }

    /// <summary>A name and a value.</summary>
    internal sealed record Fact(string Name, string Value);
}
