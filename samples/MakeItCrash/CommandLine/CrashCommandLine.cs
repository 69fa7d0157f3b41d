using System.CommandLine;
using System.Net;

namespace MakeItCrash;

/// <summary>What can be said on the command line.</summary>
internal static class CrashCommandLine
{
    /// <summary>All options, with the defaults of <see cref="ProgramOptions"/>.</summary>
    public static CommandLine<ProgramOptions> New()
    {
        var defaults = new ProgramOptions();
        Option<IPAddress> listen = CommandLineOption.Value(
            "--listen",
            "ADDRESS",
            "an IP address such as 127.0.0.1 or 0.0.0.0",
            static text => IPAddress.TryParse(text, out IPAddress? address) ? address : null,
            "where to listen; 0.0.0.0 lets in everybody who can reach this machine",
            defaults.ListensOn.Address);
        Option<int> port = CommandLineOption.Number("--port", 0, ushort.MaxValue, defaults.ListensOn.Port, "port; 0 takes a free one");
        Option<int> pause = CommandLineOption.Number(
            "--pause",
            100,
            4000,
            (int)defaults.Pause.TotalMilliseconds,
            "milliseconds that a partition waits before it restores its state, so that people can see it; from 100 to 4000");
        return new CommandLine<ProgramOptions>(
            "MakeItCrash",
            "Make it crash! A page on which an audience crashes supervised processes.",
            [listen, port, pause],
            said => new ProgramOptions
            {
                ListensOn = new IPEndPoint(said.GetRequiredValue(listen), said.GetValue(port)),
                Pause = TimeSpan.FromMilliseconds(said.GetValue(pause)),
            });
    }
}
