namespace ImageStore.Tests;

/// <summary>Which store is run, and what is expected of it.</summary>
internal sealed record Experiment
{
    /// <summary>Puts a mistake into the store; null for the store as it is.</summary>
    public Func<StoreParts, StoreParts>? Plant { get; init; }

    /// <summary>Whether a change without an answer counts as not done, which is what a naive user thinks.</summary>
    public bool SilenceMeansNo { get; init; }

    /// <summary>Counts what is done.</summary>
    public Tally Tally { get; } = new();
}
