using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Children;

/// <summary>A function that runs until it is stopped, as a hosted service. Unlike a <see cref="BackgroundService"/> it always begins, also
/// when it is stopped right after its start.</summary>
internal sealed class LoopService(Func<CancellationToken, Task> loop) : IHostedService, IDisposable
{
    private CancellationTokenSource? _stop;

    /// <summary>The running function; null before the start.</summary>
    internal Task? Completion { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken token = _stop.Token;
        Completion = PoolCode.RunAsync(() => loop(token));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await (_stop?.CancelAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        if (Completion is { } running)
        {
            // How it ended is looked at by whoever holds the completion.
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _stop?.Dispose();
}
