using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Supervision.Hosting;

namespace Programs;

/// <summary>A program that is a host with a tree in it, and prints first lines for the person who started it.</summary>
public static class HostedProgram
{
    // More than all deadlines of a tree together.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <summary>A host that has only what every program has; the tree is still to be added.</summary>
    public static HostApplicationBuilder NewBuilder()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddLines();
        builder.Services.AddProgram();
        return builder;
    }

    /// <summary>Gives a host the time, and its tree the time to stop in order.</summary>
    public static IServiceCollection AddProgram(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .Configure<HostOptions>(static host => host.ShutdownTimeout = StopWithin)
        .Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);

    /// <summary>Logs lines to standard error: what a person reads first is on standard output, and the log is beside it.</summary>
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging)
    {
        logging.AddConsole(static console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = LineFormatter.FormatterName;
        });
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // It would only repeat, with its stack, what stopped the start.
        return logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }

    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <param name="host">The host, which is disposed of in the end.</param>
    /// <param name="firstLines">What to print when the tree has started.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IHost host, Func<IServiceProvider, Task<string>> firstLines)
    {
        // Kept here: afterwards the host is disposed.
        SupervisionHost supervision = host.Services.GetRequiredService<SupervisionHost>();
        IHostApplicationLifetime lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            await using var disposal = (IAsyncDisposable)host;
            await host.StartAsync(CancellationToken.None);
            StandardOutput.Write(await firstLines(host.Services));
            await host.WaitForShutdownAsync(CancellationToken.None);
            return supervision.ExitCode;
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or CallFailedException && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl-C or SIGTERM while the tree started, or before it was asked for the first lines: what was wanted, and no failure.
            return supervision.ExitCode;
        }
        catch (TreeStartException refused)
        {
            // The host is disposed: everything was logged, and this line is the last.
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
