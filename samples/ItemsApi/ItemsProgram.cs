using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Programs;
using Supervision;
using Supervision.Hosting;

namespace ItemsApi;

/// <summary>The program: a host with the tree in it, and the first lines for the person who started it.</summary>
internal static class ItemsProgram
{
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

        HostApplicationBuilder builder = HostedProgram.NewBuilder();
        builder.Services.AddSupervision((tree, services) => tree.Use(ItemsTree.Build(Parts(options, services.GetRequiredService<ILoggerFactory>()))));
        builder.Services.AddServerRef<EndpointMessage>(Names.Endpoint);
        return await HostedProgram.RunAsync(builder.Build(), async services =>
            FirstLines.For(await services.GetRequiredService<ServerRef<EndpointMessage>>().CallAsync(new EndpointMessage.GetAddress()), options));
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
                new EndpointPlace(options.Port), runtime => new ApiServers(runtime, options.MailTo, MailerTree.Subtree(connect, logger)), loggers),
            Logger = logger,
            Audit = options.Audit is { } audit ? new FileAuditTrail(audit) : null,
            Announcer = options.Announce is { } announce ? new FileAnnouncer(announce) : null,
            KillMailerEvery = options.KillMailerEvery,
            SlowOpen = options.SlowOpen,
        };
    }
}
