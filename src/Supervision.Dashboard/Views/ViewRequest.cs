namespace Supervision.Dashboard.Views;

/// <summary>What a page wants to see.</summary>
internal sealed record ViewRequest
{
    /// <summary>Supervisors that are open although they are closed by default, or the other way round; null for none.</summary>
    public IReadOnlyList<string>? Toggled { get; init; }

    /// <summary>Which child comes first, of supervisors with more than a page of them; null for the first of all.</summary>
    public IReadOnlyDictionary<string, int>? Pages { get; init; }

    /// <summary>The place whose details are shown; null for none.</summary>
    public string? Selected { get; init; }

    /// <summary>What ids and names must contain, in place of the tree; null or empty for the tree.</summary>
    public string? Find { get; init; }

    /// <summary>The last happening that the page has.</summary>
    public long Since { get; init; }

    /// <summary>Which queue of dead letters is shown; null for none.</summary>
    public int? Queue { get; init; }
}
