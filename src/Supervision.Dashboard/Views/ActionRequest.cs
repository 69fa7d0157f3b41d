namespace Supervision.Dashboard.Views;

/// <summary>What a page wants done, or wants to know.</summary>
internal sealed record ActionRequest
{
    /// <summary>The place in the tree.</summary>
    public string? Key { get; init; }

    /// <summary>The process that the page showed there, so that nobody ends another one; 0 for none.</summary>
    public long Pid { get; init; }

    /// <summary>The queue of dead letters.</summary>
    public int Queue { get; init; }

    /// <summary>The dead letter.</summary>
    public long Id { get; init; }

    /// <summary>For how long to hold a dead letter, in seconds; 0 to give up holding it.</summary>
    public int Seconds { get; init; }
}
