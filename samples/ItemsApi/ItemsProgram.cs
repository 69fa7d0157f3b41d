using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace ItemsApi;

/// <summary>The program: a host with the tree in it, and the first lines for the person who started it.</summary>
internal static class ItemsProgram
{
    // More than all deadlines of the tree together.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        try
        {
            return await RunHostAsync(options);
        }
        catch (StartRefusedException refused)
        {
            // The host is disposed: everything was logged, and this line is the last.
            await Console.Error.WriteLineAsync($"ItemsApi did not start. {refused.Message}");
            return 1;
        }
    }

    private static async Task<int> RunHostAsync(ProgramOptions options)
    {
        using IHost host = Build(options);
        var tree = host.Services.GetRequiredService<TreeService>();
        await host.StartAsync();
        Uri address = await tree.GetAddressAsync(CancellationToken.None);
        await Console.Out.WriteAsync(FirstLines.For(address, options));
        await host.WaitForShutdownAsync();
        return tree.GaveUp ? 1 : 0;
    }

    private static IHost Build(ProgramOptions options)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole(console =>
        {
            // What a person reads first is on standard output; the log is beside it.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = LineFormatter.FormatterName;
        });
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It would only repeat, with its stack, what stopped the start.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<TreeService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TreeService>());
        return builder.Build();
    }
}
