using System.Globalization;

namespace Supervision.Conformance.Primitives;

/// <summary>One step of a program; the next begins when all is quiet.</summary>
/// <param name="Parts">Who does what; several act at the same time.</param>
/// <param name="Advance">How many units of time pass; zero when somebody acts.</param>
internal sealed record ProgramStep(IReadOnlyList<Part> Parts, int Advance = 0)
{
    internal bool IsRace => Parts.Count > 1;

    internal static ProgramStep Parse(string text) =>
        text.StartsWith("advance ", StringComparison.Ordinal)
            ? new ProgramStep([], int.Parse(text["advance ".Length..], CultureInfo.InvariantCulture))
            : new ProgramStep([.. text.Split(" | ").Select(Part.Parse)]);

    public override string ToString() =>
        Advance > 0 ? string.Create(CultureInfo.InvariantCulture, $"advance {Advance}") : string.Join(" | ", Parts);
}
