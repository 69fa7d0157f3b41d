using System.Globalization;
using System.Security.Cryptography;

namespace Supervision.Conformance.Primitives;

/// <summary>What the command was asked for.</summary>
/// <param name="Seed">Which programs to draw; one that is drawn itself and printed, unless it is given.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="File">A program to play instead; null for drawn ones.</param>
/// <param name="Record">A folder of programs whose traces to write instead; null for none.</param>
internal sealed record PrimitivesOptions(ulong Seed, int First = 1, int Count = 1000, string? File = null, string? Record = null)
{
    internal const string Usage =
        """
        usage: primitives [--seed S] [--first N] [--count N]    plays random programs here and on OTP and compares what was seen
               primitives --program FILE                        plays one program that was written down
               primitives --record FOLDER                       writes OTP's traces of FOLDER/*.program beside them
        """;

    /// <summary>Reads the arguments.</summary>
    /// <returns>Null and what is wrong, or the options.</returns>
    internal static (PrimitivesOptions? Options, string? Mistake) Parse(IReadOnlyList<string> arguments)
    {
        PrimitivesOptions options = new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            PrimitivesOptions? with = arguments[i] switch
            {
                "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out ulong seed) => options with { Seed = seed },
                "--first" when TryCount(value, out int first) => options with { First = first },
                "--count" when TryCount(value, out int count) => options with { Count = count },
                "--program" when value.Length > 0 => options with { File = value },
                "--record" when value.Length > 0 => options with { Record = value },
                _ => null,
            };
            if (with is null)
            {
                return (null, $"'{arguments[i]} {value}' is not understood.");
            }

            options = with;
        }

        return (options, null);
    }

    private static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
