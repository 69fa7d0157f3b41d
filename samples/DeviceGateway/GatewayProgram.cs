using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Supervision.Hosting;

namespace DeviceGateway;

/// <summary>The program: a web application with the tree in it, and the first lines for the person who started it.</summary>
internal static class GatewayProgram
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        try
        {
            using var disk = new LocalDisk(options.DataDirectory);
            if (options.Question.Count == 0)
            {
                disk.Lock();
            }

            return await RunAsync(options, disk);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(
                $"--data was '{options.DataDirectory}'; must be a directory that can be written, and that no other gateway has: {unusable.Message}");
            return 1;
        }
    }

    private static async Task<int> RunAsync(ProgramOptions options, LocalDisk disk)
    {
        WebApplication application = GatewayApplication.Build(options, Outside.For(options, TimeProvider.System), disk, Log);
        if (options.Question.Count > 0)
        {
            return await application.RunSupervisedAsync(options.Question, Console.Out, CancellationToken.None);
        }

        await using (application)
        {
            try
            {
                await application.StartAsync(CancellationToken.None);
            }
            catch (TreeStartException refused)
            {
                // Everything was logged, and this line is the last.
                await Console.Error.WriteLineAsync(refused.Message);
                return 1;
            }

            SupervisionHost host = application.Services.GetRequiredService<SupervisionHost>();
            await AddDevicesAsync(host.Runtime, options);
            ICollection<string> addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            await Console.Out.WriteAsync(FirstLines.For(addresses.First(), options, disk.Path));
            await application.WaitForShutdownAsync(CancellationToken.None);
            return host.ExitCode;
        }
    }

    /// <summary>Devices of the command line become part of the configuration, as any other change.</summary>
    private static async Task AddDevicesAsync(ProcessRuntime runtime, ProgramOptions options)
    {
        if (options.Devices is { } devices)
        {
            await GatewayNames.Cache(runtime).TryCallAsync(new CacheMessage.Apply(devices.AsChange()), ReadyWithin);
        }
    }

    private static void Log(ILoggingBuilder logging)
    {
        // What a person reads first is on standard output; the log is beside it.
        logging.AddConsole(console => (console.LogToStandardErrorThreshold, console.FormatterName) = (LogLevel.Trace, LineFormatter.FormatterName));
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
