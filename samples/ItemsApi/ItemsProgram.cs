using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Supervision;
using Supervision.Hosting;

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
            if (options.Announce is { } announce)
            {
                // A program that was killed leaves its announcement behind.
                await new FileAnnouncer(announce).WithdrawAsync();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"--announce was '{options.Announce}'; must be a file that can be written: {error.Message}");
            return 1;
        }

        try
        {
            return await RunHostAsync(options);
        }
        catch (TreeStartException refused)
        {
            // The host is disposed: everything was logged, and this line is the last.
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> RunHostAsync(ProgramOptions options)
    {
        using IHost host = Build(options);
        await host.StartAsync();
        Uri address = await host.Services.GetRequiredService<ServerRef<EndpointMessage>>().CallAsync(new EndpointMessage.GetAddress());
        await Console.Out.WriteAsync(FirstLines.For(address, options));
        await host.WaitForShutdownAsync();
        return host.Services.GetRequiredService<SupervisionHost>().ExitCode;
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
        builder.Services.AddSupervision((tree, services) => tree.Use(ItemsTree.Build(Parts(options, services.GetRequiredService<ILoggerFactory>()))));
        builder.Services.AddServerRef<EndpointMessage>(Names.Endpoint);
        return builder.Build();
    }

    private static TreeParts Parts(ProgramOptions options, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger("ItemsApi");
        Func<IMailTransport> connect = () => options.Smtp is { } host
            ? new SmtpTransport(host)
            : new SpoolTransport(Path.GetFullPath(Path.Combine(options.DataDirectory, "spool")));
        return new TreeParts
        {
            Stores = options.Postgres is { } connection
                ? new PostgresStoreFactory(connection)
                : new JournalStoreFactory(options.DataDirectory, logger),
            Connect = connect,
            Endpoint = EndpointTree.Subtree(
                new EndpointPort(options.Port), runtime => new ApiServers(runtime, options.MailTo, MailerTree.Subtree(connect, logger)), loggers),
            Logger = logger,
            Audit = options.Audit is { } audit ? new FileAuditTrail(audit) : null,
            Announcer = options.Announce is { } announce ? new FileAnnouncer(announce) : null,
            KillMailerEvery = options.KillMailerEvery,
            SlowOpen = options.SlowOpen,
        };
    }
}
