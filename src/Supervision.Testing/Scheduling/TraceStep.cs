namespace Supervision.Testing.Scheduling;

/// <summary>One step of a schedule, for people.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">The virtual time.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">Who has sent what is delivered; null for what is no delivery.</param>
/// <param name="To">Whose turn it is, or who receives; null for nobody.</param>
/// <param name="Content">The message or signal that is delivered.</param>
internal sealed record TraceStep(int Number, TimeSpan At, StepKind Kind, Participant? From, Participant? To, string? Content)
{
    /// <summary>Which of how many possible steps it was; null when there was no other.</summary>
    internal (int Index, int Count)? Choice { get; set; }

    /// <summary>The step, as what it was chosen from.</summary>
    internal string Name => Kind switch
    {
        StepKind.Turn => $"turn({To})",
        StepKind.Delivery => $"deliver({From}→{To})",
        _ => Kind == StepKind.Timer ? "timer" : "detached",
    };

    /// <summary>What the choice was made from.</summary>
    internal IReadOnlyList<string> Possible { get; set; } = [];

    /// <summary>The steps, by number, without which this one could not have been made as it was.</summary>
    internal List<int> Causes { get; } = [];

    /// <summary>What else happened in it: values that were chosen, ends.</summary>
    internal List<string> Notes { get; } = [];
}
