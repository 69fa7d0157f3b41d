using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>How much more one costs among a million than among ten thousand, for ours and for its twins in the same run.</summary>
internal static class Growth
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int RoundsOfFew = 15;
    private const int RoundsOfMany = 3;

    /// <summary>Measures one operation at both sizes.</summary>
    internal static async Task<IReadOnlyList<Comparison>> MeasureAsync(string operation)
    {
        Dictionary<string, Cost> few = await new Contest(operation, Catalogue.Growing[operation](Few)).RunAsync(RoundsOfFew);
        Dictionary<string, Cost> many = await new Contest(operation, Catalogue.Growing[operation](Many)).RunAsync(RoundsOfMany);
        IEnumerable<string> costs = few.Keys.Select(means =>
            string.Create(CultureInfo.InvariantCulture, $"{means} {few[means].Nanoseconds:0} -> {many[means].Nanoseconds:0} ns"));
        Console.WriteLine($"# {operation}: {string.Join(", ", costs)}");
        return
        [
            .. from twin in few.Keys
               where twin != Workload.Ours
               select new Comparison(operation, Factor(Workload.Ours), twin, Factor(twin), Goals.Growth, "x"),
        ];

        double Factor(string means) => many[means].Nanoseconds / few[means].Nanoseconds;
    }
}
