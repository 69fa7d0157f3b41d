using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>A program of process primitives.</summary>
/// <param name="Number">Its number in its run, from 1.</param>
/// <param name="Steps">What is done.</param>
/// <param name="Order">The seed of the drawn order in which it is played too.</param>
internal sealed record PrimitiveProgram(int Number, IReadOnlyList<ProgramStep> Steps, ulong Order = 1)
{
    internal IEnumerable<Operation> Operations => Steps.SelectMany(static step => step.Parts).SelectMany(static part => part.Operations);

    /// <summary>Reads one step a line; lines that are empty or begin with # are passed over.</summary>
    /// <exception cref="FormatException">A line is no step.</exception>
    internal static PrimitiveProgram Parse(int number, string text) => new(number, [.. text
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(static line => line[0] != '#')
        .Select(ProgramStep.Parse)]);

    /// <summary>One step a line.</summary>
    internal string StepLines => string.Concat(Steps.Select(static step => step + "\n"));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"program {Number}\n{StepLines}");
}
