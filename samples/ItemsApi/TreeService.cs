using Microsoft.Extensions.Hosting;
using Supervision;

namespace ItemsApi;

/// <summary>Runs the tree inside the .NET host: starts it, ends the program when its root ends, stops it when the program stops.</summary>
internal sealed class TreeService(ProgramOptions options, ILoggerFactory loggers, IHostApplicationLifetime lifetime) : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger("ItemsApi");
    private readonly ProcessRuntime _runtime = new(new ProcessRuntimeOptions { LoggerFactory = loggers });
    private Task _watch = Task.CompletedTask;

    /// <summary>True when the root supervisor ended although nobody had asked it to.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Where the API listens; asks the running endpoint.</summary>
    public async Task<Uri> GetAddressAsync(CancellationToken cancellationToken) =>
        await ServerRef<EndpointMessage>.ForName(_runtime, Names.Endpoint).CallAsync(new EndpointMessage.GetAddress(), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            SupervisorRef root = await _runtime.StartSupervisorAsync(ItemsTree.Build(Parts()));
            _watch = WatchAsync(root.Pid);
        }
        catch (StartFailedException failed)
        {
            throw new StartRefusedException(StartFailure.Describe(failed.Result), failed);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _logger.TreeStopping();
        await _runtime.StopAsync(cancellationToken);
        await _watch;
        _logger.TreeStopped();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private TreeParts Parts()
    {
        Func<IMailTransport> connect = () => options.Smtp is { } host
            ? new SmtpTransport(host)
            : new SpoolTransport(Path.GetFullPath(Path.Combine(options.DataDirectory, "spool")));
        var servers = new ApiServers(_runtime, options.MailTo, MailerTree.Subtree(connect, _logger));
        return new TreeParts
        {
            Stores = options.Postgres is { } connection
                ? new PostgresStoreFactory(connection)
                : new JournalStoreFactory(options.DataDirectory, _logger),
            Connect = connect,
            Endpoint = EndpointTree.Subtree(new EndpointPort(options.Port), servers, loggers),
            Logger = _logger,
            KillMailerEvery = options.KillMailerEvery,
            SlowOpen = options.SlowOpen,
        };
    }

    private async Task WatchAsync(Pid root)
    {
        ExitReason reason = await root.WaitForExitAsync(CancellationToken.None);
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            GaveUp = true;
            _logger.RootEnded(reason.ToString());
            lifetime.StopApplication();
        }
    }
}
