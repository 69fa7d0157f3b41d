using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
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
        bool isQuestion = options.Question.Count > 0;
        LocalDisk disk;
        try
        {
            disk = LocalDisk.Open(options.DataDirectory, isLocked: !isQuestion);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(
                $"--data was '{options.DataDirectory}'; must be a directory that can be written, and that no other gateway has: {unusable.Message}");
            return 1;
        }

        using (disk)
        {
            try
            {
                if (!isQuestion)
                {
                    TryPort(options.Port);
                }

                return await RunAsync(options, disk);
            }
            catch (Exception taken) when (taken is SocketException or IOException { InnerException: AddressInUseException })
            {
                await Console.Error.WriteLineAsync(
                    Invariant($"--port was '{options.Port}'; must be a port that no other program has, or 0 for a free one: http://127.0.0.1:{options.Port}: {taken.Message}"));
                return 1;
            }
        }
    }

    private static async Task<int> RunAsync(ProgramOptions options, LocalDisk disk)
    {
        WebApplication application = GatewayApplication.Build(options, Outside.For(options, TimeProvider.System), disk, static logging => logging.AddLines());
        if (options.Question.Count > 0)
        {
            return await application.RunSupervisedAsync(options.Question, Console.Out, CancellationToken.None);
        }

        return await HostedProgram.RunAsync(application, async services =>
        {
            await AddDevicesAsync(services.GetRequiredService<SupervisionHost>().Runtime, options);
            ICollection<string> addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return FirstLines.For(addresses.First(), options, disk.Path);
        });
    }

    /// <summary>Devices of the command line become part of the configuration, as any other change.</summary>
    private static async Task AddDevicesAsync(ProcessRuntime runtime, ProgramOptions options)
    {
        if (options.Devices is { } devices)
        {
            await GatewayNames.Cache(runtime).TryCallAsync(new CacheMessage.Apply(devices.AsChange()), ReadyWithin);
        }
    }

    /// <summary>Listens for a moment. The web server starts last: without this the whole tree would start, only to be stopped again.</summary>
    private static void TryPort(int port)
    {
        using var attempt = new TcpListener(IPAddress.Loopback, port);
        attempt.Start();
    }
}
