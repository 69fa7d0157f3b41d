using Microsoft.AspNetCore.Builder;
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
}
