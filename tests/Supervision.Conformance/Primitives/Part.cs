namespace Supervision.Conformance.Primitives;

/// <summary>What one process does in a step, without a pause.</summary>
/// <param name="Actor">The process, or <see cref="Outside"/>.</param>
/// <param name="Operations">What it does, in order.</param>
internal sealed record Part(string Actor, IReadOnlyList<Operation> Operations)
{
    /// <summary>Who is no process.</summary>
    internal const string Outside = "out";

    internal static Part Parse(string text)
    {
        string[] halves = text.Split(": ", 2);
        return halves.Length == 2
            ? new Part(halves[0], [.. halves[1].Split("; ").Select(Operation.Parse)])
            : throw new FormatException($"'{text}' does not say who acts.");
    }

    public override string ToString() => $"{Actor}: {string.Join("; ", Operations)}";
}
