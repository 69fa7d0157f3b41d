using System.CommandLine;

namespace DeviceSimulator;

/// <summary>What can be said on the command line.</summary>
internal static class SimulatorCommandLine
{
    /// <summary>All options, with the defaults of <see cref="ProgramOptions"/>.</summary>
    public static CommandLine<ProgramOptions> New()
    {
        var defaults = new ProgramOptions();
        Option<int> count = CommandLineOption.Number(
            "--devices", 1, ProgramOptions.MostDevices, defaults.Devices, Invariant($"how many, from 1 to {ProgramOptions.MostDevices}, numbered from 1"));
        Option<int> port = CommandLineOption.Number(
            "--port", 0, ushort.MaxValue, defaults.Port, "port N of the commands; device n is on port N+n; 0 takes free ones, which 'list all' tells");
        Option<string> bonkers = CommandLineOption.Text("--bonkers", "N,N", "these answer garbage from the start");
        return new CommandLine<ProgramOptions>(
            "DeviceSimulator",
            "DeviceSimulator is a field of devices that can be read over TCP on 127.0.0.1, and broken.",
            [count, port, bonkers],
            said => new ProgramOptions
            {
                Devices = said.GetValue(count),
                Port = said.GetValue(port),
                Bonkers = Numbers(said.GetValue(bonkers), said.GetValue(count)) ?? [],
            })
        {
            Check = said => Check(said.GetValue(count), said.GetValue(port), said.GetValue(bonkers)),
            Below = $"While it runs, type or send to the port of the commands:\n{FieldOperator.Help}",
        };
    }

    /// <summary>What only all options together can tell.</summary>
    private static string? Check(int count, int port, string? bonkers)
    {
        if (port > 0 && port + count > ushort.MaxValue)
        {
            return Invariant($"--port was '{port}'; with {count} devices it must be at most {ushort.MaxValue - count}.");
        }

        return bonkers is not null && Numbers(bonkers, count) is null
            ? Invariant($"--bonkers was '{bonkers}'; must be devices from 1 to {count}, such as 17, 3-9 or 3,5.")
            : null;
    }

    private static IReadOnlyList<int>? Numbers(string? text, int count) =>
        text is not null && DeviceNumbers.TryParse(text, count, out IReadOnlyList<int> devices) ? devices : null;
}
