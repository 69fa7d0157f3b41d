namespace MakeItCrash;

/// <summary>What a page is answered.</summary>
/// <param name="Name">The name as it is shown; empty without one.</param>
/// <param name="Label">The partition it belongs to; empty without a name.</param>
/// <param name="Problem">Why nothing was done; empty when it was.</param>
internal sealed record Outcome(string Name, string Label, string Problem);
