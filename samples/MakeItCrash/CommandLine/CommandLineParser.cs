using System.Globalization;
using System.Net;

namespace MakeItCrash;

/// <summary>Reads the command line.</summary>
internal static class CommandLineParser
{
    /// <summary>What can be said.</summary>
    public const string Help = """
        Make it crash! A page on which an audience crashes supervised processes.

        Usage: dotnet run --project samples/MakeItCrash -- [options]

          --listen ADDRESS   127.0.0.1 by default; 0.0.0.0 lets in everybody who can reach this machine
          --port N           5090 by default; 0 takes a free one
          --pause N          milliseconds that a partition waits before it restores its state, so that people can see it;
                             900 by default, 100 to 4000
          --help             print this text

        Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.
        """;

    /// <summary>Reads all arguments.</summary>
    /// <returns>The options; or null with what to print, and whether that is a mistake.</returns>
    public static (ProgramOptions? Options, string Text, bool IsMistake) Parse(IReadOnlyList<string> arguments)
    {
        var options = new ProgramOptions();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] == "--help")
            {
                return (null, Help, false);
            }

            string value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            if (Apply(options, arguments[i], value) is not { } next)
            {
                return (null, $"'{arguments[i]} {value}' is not understood.\n\n{Help}", true);
            }

            options = next;
        }

        return (options, "", false);
    }

    private static ProgramOptions? Apply(ProgramOptions options, string name, string value) => name switch
    {
        "--listen" when IPAddress.TryParse(value, out IPAddress? address) => options with { ListensOn = new IPEndPoint(address, options.ListensOn.Port) },
        "--port" when IsNumber(value, 0, ushort.MaxValue, out int port) => options with { ListensOn = new IPEndPoint(options.ListensOn.Address, port) },
        "--pause" when IsNumber(value, 100, 4000, out int pause) => options with { Pause = TimeSpan.FromMilliseconds(pause) },
        _ => null,
    };

    private static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
