using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Program;

/// <summary>Runs the tree inside the host: starts it, says so when its root ends, stops it when the host stops.</summary>
internal sealed class TreeService(SupervisionHost host, IHostApplicationLifetime lifetime, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _logger = loggers.CreateLogger("Supervision.Hosting");

    /// <summary>True from the moment when the host wants the tree to end; written and read by any thread.</summary>
    private volatile bool _isStopping;

    /// <summary>Ends when what follows from the root's end is done.</summary>
    private Task _watching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TreeStartException failed)
        {
            HostingLog.TreeNotStarted(_logger, failed.Path, failed.Reason.ToString());
            throw;
        }

        if (host.LogsTree && _logger.IsEnabled(LogLevel.Information))
        {
            HostingLog.TreeStarted(_logger, TreeSnapshot.Of(host.Declared).ToText());
        }

        _watching = WatchAsync(host.Root.Pid);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        HostingLog.TreeStopping(_logger);
        CancellationTokenRegistration outOfTime = cancellationToken.Register(() => HostingLog.OutOfTime(_logger));
        await using (outOfTime.ConfigureAwait(false))
        {
            await host.Runtime.StopAsync(cancellationToken).ConfigureAwait(false);
        }

        await _watching.ConfigureAwait(false);
        HostingLog.TreeStopped(_logger);
    }

    private async Task WatchAsync(Pid root)
    {
        ExitReason reason = await root.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        if (_isStopping || host.Runtime.IsStopped)
        {
            return;
        }

        // It may end before it can be watched; then nobody but itself ended it, and a supervisor that ends itself does so with this.
        reason = reason == ExitReason.NoProcess ? ExitReason.Shutdown : reason;
        host.RootEnded(reason);
        Report.ProcessCrashed? crash = host.LastCrash;
        HostingLog.RootEnded(
            _logger, (crash?.Reason as ExitReason.Crashed)?.Error, host.Declared.Id, reason.ToString(), Consequence(host.OnRootExit),
            host.Watch.LastTrouble ?? "none.", crash is null ? "none." : $"process {crash.Pid} ({crash.Label}): {crash.Reason}.");
        if (host.OnRootExit == RootExit.KeepHost)
        {
            return;
        }

        if (host.ExitCode != 0)
        {
            Environment.ExitCode = host.ExitCode;
        }

        lifetime.StopApplication();
    }

    private static string Consequence(RootExit exit) => exit switch
    {
        RootExit.StopHost => "The host stops, with exit code 1.",
        RootExit.StopHostOrderly => "The host stops.",
        _ => "The host goes on without it.",
    };
}
