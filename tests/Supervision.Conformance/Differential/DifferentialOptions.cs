using System.Globalization;

namespace Supervision.Conformance.Differential;

/// <summary>What the differential command was told.</summary>
/// <param name="Seed">Which scenarios; null for new ones.</param>
/// <param name="From">The number of the first scenario, from 1.</param>
/// <param name="Count">How many scenarios; 1 or more.</param>
/// <param name="Scenario">A scenario file to play instead of drawn scenarios; null for none.</param>
internal sealed record DifferentialOptions(ulong? Seed, int From, int Count, string? Scenario)
{
    internal const string Usage = """
        usage: differential [--seed S] [--count N] [--from K]    plays N random scenarios on Erlang/OTP and here, from number K on
               differential --scenario FILE                      plays this one
        """;

    /// <summary>Reads arguments; the error is null when they are good.</summary>
    internal static (DifferentialOptions Options, string? Error) Parse(IReadOnlyList<string> args)
    {
        DifferentialOptions options = new(null, 1, 1000, null);
        for (int index = 0; index < args.Count; index += 2)
        {
            string? value = index + 1 < args.Count ? args[index + 1] : null;
            switch (args[index])
            {
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed):
                    options = options with { Seed = seed };
                    break;
                case "--count" when Positive(value, out int count):
                    options = options with { Count = count };
                    break;
                case "--from" when Positive(value, out int from):
                    options = options with { From = from };
                    break;
                case "--scenario" when value is { Length: > 0 }:
                    options = options with { Scenario = value };
                    break;
                case "--seed" or "--count" or "--from" or "--scenario":
                    return (options, $"{args[index]}: {(value is null ? "a value is missing" : $"'{value}' is not {Expected(args[index])}")}");
                default:
                    return (options, $"'{args[index]}' is not an option of differential");
            }
        }

        return (options, options.From > int.MaxValue - options.Count ? "--from: this many scenarios cannot be numbered" : null);
    }

    private static bool Positive(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static string Expected(string option) => option switch
    {
        "--seed" => "a whole number from 0 to 18446744073709551615",
        "--scenario" => "the name of a file",
        _ => "a whole number from 1 to 2147483647",
    };
}
