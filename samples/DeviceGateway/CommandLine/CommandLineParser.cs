using System.Globalization;

namespace DeviceGateway;

/// <summary>Reads the command line.</summary>
internal static class CommandLineParser
{
    private static readonly Dictionary<string, Func<ProgramOptions, ProgramOptions>> Flags = new(StringComparer.Ordinal)
    {
        ["--refuse-stale"] = options => options with { RefusesStale = true },
        ["--offline"] = options => options with { IsOffline = true },
    };

    /// <summary>By name: what a value does, null when it cannot be read; and what it must be.</summary>
    private static readonly Dictionary<string, (Func<ProgramOptions, string, ProgramOptions?> Apply, string Allowed)> Values = new(StringComparer.Ordinal)
    {
        ["--port"] = (Port, "a number from 0 to 65535"),
        ["--devices"] = (Devices, "host:port,count such as 127.0.0.1:17001,200"),
        ["--sql"] = (Sql, "a URL such as postgres://user:password@127.0.0.1:5432/gateway"),
        ["--amqp"] = (Amqp, "a URL such as amqp://guest:guest@127.0.0.1:5672"),
        ["--data"] = ((options, text) => options with { DataDirectory = text }, "a directory"),
    };

    /// <summary>Reads all arguments, or says what is wrong with the first one that cannot be read.</summary>
    public static CommandLineResult Parse(IReadOnlyList<string> arguments)
    {
        var options = new ProgramOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            if (name is "--help" or "-h" or "-?")
            {
                return new CommandLineResult.Help();
            }

            if (name == "--supervision")
            {
                return new CommandLineResult.Run(options with { Question = [.. arguments.Skip(i)] });
            }

            if (Flags.TryGetValue(name, out Func<ProgramOptions, ProgramOptions>? raise))
            {
                options = raise(options);
                continue;
            }

            if (!Values.TryGetValue(name, out (Func<ProgramOptions, string, ProgramOptions?> Apply, string Allowed) option))
            {
                return Mistake($"'{name}' is no option.");
            }

            string? value = ++i < arguments.Count ? arguments[i] : null;
            if (string.IsNullOrWhiteSpace(value) || option.Apply(options, value) is not { } next)
            {
                return Mistake($"{name} was '{value}'; must be {option.Allowed}.");
            }

            options = next;
        }

        return new CommandLineResult.Run(options);
    }

    private static ProgramOptions? Port(ProgramOptions options, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue ? options with { Port = port } : null;

    private static ProgramOptions? Devices(ProgramOptions options, string text) =>
        DeviceRange.Read(text) is { } devices ? options with { Devices = devices } : null;

    private static ProgramOptions? Sql(ProgramOptions options, string text) =>
        PostgresDatabase.At(text) is { } database ? options with { Sql = database } : null;

    private static ProgramOptions? Amqp(ProgramOptions options, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? broker) && (broker.Scheme is "amqp" or "amqps") ? options with { Amqp = broker } : null;

    private static CommandLineResult.Mistake Mistake(string text) => new($"{text} See --help.");
}
