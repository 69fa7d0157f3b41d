namespace Supervision.Conformance.Primitives;

/// <summary>What was seen of one step.</summary>
/// <param name="Answers">What the operations answered, by process and place.</param>
/// <param name="Deaths">Who died, and of what, by process.</param>
/// <param name="Views">Who lives, by process.</param>
internal sealed record StepRecord(
    IReadOnlyList<(string Actor, int Place, string Text)> Answers,
    IReadOnlyList<(string Slot, string Reason)> Deaths,
    IReadOnlyDictionary<string, ProcessView> Views);
