using System.Globalization;

namespace DeviceSimulator;

/// <summary>Reads the command line. Both <c>--name value</c> and <c>--name=value</c> are understood.</summary>
internal static class CommandLineParser
{
    private static readonly string[] Names = ["--devices", "--port", "--bonkers"];

    /// <summary>Reads all arguments, or says what is wrong with the first one that cannot be read.</summary>
    public static CommandLineResult Parse(IReadOnlyList<string> arguments)
    {
        var options = new ProgramOptions();
        string bonkers = "";
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            if (parts[0] is "--help" or "-h" or "-?")
            {
                return new CommandLineResult.Help();
            }

            if (!Names.Contains(parts[0], StringComparer.Ordinal))
            {
                return Mistake($"There is no option '{parts[0]}'; there are {string.Join(", ", Names)} and --help.");
            }

            if ((parts.Length == 2 ? parts[1] : arguments.ElementAtOrDefault(++i)) is not { Length: > 0 } value)
            {
                return Mistake($"{parts[0]} needs a value.");
            }

            if (parts[0] == "--bonkers")
            {
                bonkers = value;
            }
            else if (Apply(options, parts[0], value) is { } next)
            {
                options = next;
            }
            else
            {
                return Mistake($"{parts[0]} was '{value}'; must be a number {Allowed(parts[0])}.");
            }
        }

        return Check(options, bonkers);
    }

    /// <summary>What only all options together can tell.</summary>
    private static CommandLineResult Check(ProgramOptions options, string bonkers)
    {
        if (options.Port > 0 && options.Port + options.Devices > ushort.MaxValue)
        {
            return Mistake(Invariant($"--port was '{options.Port}'; with {options.Devices} devices it must be at most {ushort.MaxValue - options.Devices}."));
        }

        if (bonkers.Length > 0)
        {
            if (!DeviceNumbers.TryParse(bonkers, options.Devices, out IReadOnlyList<int> devices))
            {
                return Mistake(Invariant($"--bonkers was '{bonkers}'; must be devices from 1 to {options.Devices}, such as 17, 3-9 or 3,5."));
            }

            options = options with { Bonkers = devices };
        }

        return new CommandLineResult.Run(options);
    }

    private static ProgramOptions? Apply(ProgramOptions options, string name, string value)
    {
        bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return name switch
        {
            "--devices" when isNumber && number is >= 1 and <= ProgramOptions.MostDevices => options with { Devices = number },
            "--port" when isNumber && number <= ushort.MaxValue => options with { Port = number },
            _ => null,
        };
    }

    private static string Allowed(string name) =>
        name == "--devices" ? Invariant($"from 1 to {ProgramOptions.MostDevices}") : Invariant($"from 0 to {ushort.MaxValue}");

    private static CommandLineResult.Mistake Mistake(string text) => new($"{text} See --help.");
}
