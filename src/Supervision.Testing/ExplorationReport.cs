namespace Supervision.Testing;

/// <summary>What an exploration that has found no failure has done.</summary>
/// <param name="Schedules">How many schedules were run, also those that were cut.</param>
/// <param name="Cut">How many of them were given up because another one shows the same.</param>
/// <param name="IsExhausted">True when every order was shown; never so for a random choice of orders.</param>
/// <param name="Seed">From which the schedules were drawn.</param>
/// <param name="ByStrategy">How many schedules each way to choose has made.</param>
public sealed record ExplorationReport(
    int Schedules, int Cut, bool IsExhausted, ulong Seed, IReadOnlyDictionary<string, int> ByStrategy)
{
    /// <summary>How many schedules were run to their end.</summary>
    public int Complete => Schedules - Cut;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Schedules} schedules ({string.Join(", ", ByStrategy.Select(static entry => $"{entry.Key} {entry.Value}"))}), seed {Seed}: {Complete} complete, {Cut} cut{(IsExhausted ? ", every order shown" : "")}");
}
