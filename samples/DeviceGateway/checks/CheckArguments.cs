using System.Globalization;

namespace DeviceGateway.Checks;

/// <summary>What the checks were asked for on the command line.</summary>
/// <param name="Servers">The directory of the scripts that start and stop servers.</param>
/// <param name="Postgres">The directory of the database.</param>
/// <param name="RabbitMq">The directory of the broker.</param>
/// <param name="Chaos">How long to break everything under load; null to check one thing after the other.</param>
/// <param name="Seed">What is broken when.</param>
internal sealed record CheckArguments(string Servers, string Postgres, string RabbitMq, TimeSpan? Chaos, int Seed)
{
    public const string Usage = "Usage: DeviceGateway.Checks --servers DIR --postgres DIR --rabbitmq DIR [--chaos SECONDS] [--seed N]; run.sh starts them.";

    /// <summary>The arguments; null when they cannot be read.</summary>
    public static CheckArguments? Parse(IReadOnlyList<string> arguments)
    {
        var result = new CheckArguments("", "", "", null, Environment.ProcessId);
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            string value = arguments[i + 1];
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            CheckArguments? next = arguments[i] switch
            {
                "--servers" => result with { Servers = value },
                "--postgres" => result with { Postgres = value },
                "--rabbitmq" => result with { RabbitMq = value },
                "--chaos" when isNumber && number > 0 => result with { Chaos = TimeSpan.FromSeconds(number) },
                "--seed" when isNumber => result with { Seed = number },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            result = next;
        }

        return arguments.Count % 2 == 0 && result is { Servers.Length: > 0, Postgres.Length: > 0, RabbitMq.Length: > 0 } ? result : null;
    }
}
