using System.Globalization;

namespace ItemsApi;

/// <summary>Reads the command line. Both <c>--name value</c> and <c>--name=value</c> are understood.</summary>
internal static class CommandLineParser
{
    private static readonly string[] Names =
        ["--port", "--data", "--postgres", "--smtp", "--mail-to", "--audit", "--announce", "--kill-mailer-every", "--slow-open", "--help"];

    /// <summary>Reads all arguments, or says what is wrong with the first one that cannot be read.</summary>
    public static CommandLineResult Parse(IReadOnlyList<string> arguments)
    {
        var options = new ProgramOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            (string name, string? value) = Split(arguments[i]);
            if (name is "--help" or "-h" or "-?")
            {
                return new CommandLineResult.Help();
            }

            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                return Mistake(Unknown(name));
            }

            value ??= ++i < arguments.Count ? arguments[i] : null;
            if (string.IsNullOrWhiteSpace(value))
            {
                return Mistake($"{name} needs a value.");
            }

            (ProgramOptions? next, string? mistake) = Apply(options, name, value);
            if (next is null)
            {
                return Mistake($"{name} was '{value}'; {mistake}");
            }

            options = next;
        }

        return new CommandLineResult.Run(options);
    }

    private static (ProgramOptions? Options, string? Mistake) Apply(ProgramOptions options, string name, string value) => name switch
    {
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
            ? (options with { Port = port }, null)
            : (null, "must be a number from 0 to 65535."),
        "--data" => (options with { DataDirectory = value }, null),
        "--postgres" => PostgresStoreFactory.Understands(value)
            ? (options with { Postgres = value }, null)
            : (null, "must be a connection string such as \"Host=127.0.0.1;Username=items;Database=items\"."),
        "--smtp" => ParseHost(value) is { } host
            ? (options with { Smtp = host }, null)
            : (null, "must be HOST:PORT, such as 127.0.0.1:25."),
        "--mail-to" => value.Contains('@', StringComparison.Ordinal)
            ? (options with { MailTo = value }, null)
            : (null, "must be a mail address."),
        "--audit" => (options with { Audit = value }, null),
        "--announce" => (options with { Announce = value }, null),
        "--kill-mailer-every" => Duration.TryParse(value, out TimeSpan every)
            ? (options with { KillMailerEvery = every }, null)
            : (null, DurationMistake),
        _ => Duration.TryParse(value, out TimeSpan wait)
            ? (options with { SlowOpen = wait }, null)
            : (null, DurationMistake),
    };

    private const string DurationMistake = "must be a number with ms, s or m behind it, such as 100ms, at least 1ms and at most a day.";

    private static SmtpHost? ParseHost(string value)
    {
        int colon = value.LastIndexOf(':');
        return colon > 0
            && int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue
            ? new SmtpHost(value[..colon], port)
            : null;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static CommandLineResult.Mistake Mistake(string text) => new($"{text} See --help.");

    private static string Unknown(string name)
    {
        string nearest = Names.MinBy(known => Distance(known, name))!;
        return Distance(nearest, name) <= 3 ? $"There is no option '{name}'; did you mean '{nearest}'?" : $"There is no option '{name}'.";
    }

    /// <summary>How many letters to add, drop or change.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int change = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
