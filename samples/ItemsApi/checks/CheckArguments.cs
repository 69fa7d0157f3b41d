using System.Globalization;

namespace ItemsApi.Checks;

/// <summary>What the checks were asked for on the command line.</summary>
internal sealed record CheckArguments(TimeSpan LoadFor, string? Postgres)
{
    public const string Usage = "Usage: ItemsApi.Checks [--seconds 30] [--postgres \"Host=127.0.0.1;...\"]";

    /// <summary>The arguments; null when they cannot be read.</summary>
    public static CheckArguments? Parse(IReadOnlyList<string> arguments)
    {
        var result = new CheckArguments(TimeSpan.FromSeconds(30), null);
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            CheckArguments? next = arguments[i] switch
            {
                "--seconds" when int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0
                    => result with { LoadFor = TimeSpan.FromSeconds(seconds) },
                "--postgres" => result with { Postgres = arguments[i + 1] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            result = next;
        }

        return arguments.Count % 2 == 0 ? result : null;
    }
}
