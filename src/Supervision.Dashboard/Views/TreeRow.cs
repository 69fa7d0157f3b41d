namespace Supervision.Dashboard.Views;

/// <summary>A line of the tree: a process, or between two pages of children.</summary>
internal sealed record TreeRow
{
    /// <summary>The place; of a pager the supervisor's.</summary>
    public required string Key { get; init; }

    /// <summary>How deep; 1 for the root.</summary>
    public int Level { get; init; }

    /// <summary>True for the line that says which children are shown.</summary>
    public bool IsPager { get; init; }

    /// <summary>Of a pager: which child is the first that is shown, from 0.</summary>
    public int Skip { get; init; }

    /// <summary>Of a pager: how many children are shown.</summary>
    public int Shown { get; init; }

    /// <summary>How many children there are.</summary>
    public int Children { get; init; }

    public string Id { get; init; } = "";

    public string? Name { get; init; }

    public string Pid { get; init; } = "";

    public string Status { get; init; } = "";

    public int Restarts { get; init; }

    public long Mailbox { get; init; }

    public string Note { get; init; } = "";

    public bool IsSupervisor { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>What is below, when it is not shown; null otherwise.</summary>
    public RowSums? Sums { get; init; }
}
