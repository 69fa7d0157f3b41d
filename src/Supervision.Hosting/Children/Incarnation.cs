using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Children;

/// <summary>
/// What one incarnation of a hosted child consists of: a scope, the service made in it, and the service's code. The child's process owns it, so
/// it counts as the process's code: the process is not dead before this is over, or is declared so without it.
/// <code>
/// phase     entered by                    what is left to do at the end
/// Made      the start function            nothing
/// Begun     StartAsync                    wait for the code, dispose
/// Started   StartAsync came back          stop it with a token that is cancelled already, wait for the code, dispose
/// Stopped   StopAsync                     wait for the code, dispose
/// </code>
/// The phases follow one another in the child's process, whose code waits for each; only disposal may come from outside, when all else is over.
/// </summary>
internal sealed class Incarnation(IServiceProvider services, Func<IServiceProvider, IHostedService> create) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private IHostedService? _service;
    private bool _isStarted;

    /// <summary>The code that runs between start and stop; null for a service that has none, or that has not begun.</summary>
    internal Task? Code => _service switch
    {
        BackgroundService background => background.ExecuteTask,
        LoopService loop => loop.Completion,
        _ => null,
    };

    /// <summary>The service's type; null before it is made.</summary>
    internal Type? ServiceType => _service?.GetType();

    /// <summary>Makes the service and starts it, as the host does. On the pool.</summary>
    internal async Task StartAsync(CancellationToken stopping)
    {
        AsyncServiceScope scope = services.CreateAsyncScope();
        _scope = scope;
        _service = create(scope.ServiceProvider);
        IHostedLifecycleService? staged = _service as IHostedLifecycleService;
        await (staged?.StartingAsync(stopping) ?? Task.CompletedTask).ConfigureAwait(false);
        await _service.StartAsync(stopping).ConfigureAwait(false);

        // From here on there is something to stop, also when the last stage fails.
        _isStarted = true;
        await (staged?.StartedAsync(stopping) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>Stops the service, as the host does, and waits for its code, which <c>StopAsync</c> leaves behind when it is out of time. On the pool.</summary>
    internal async Task StopAsync(CancellationToken outOfTime)
    {
        await StopServiceAsync(outOfTime).ConfigureAwait(false);
        await CodeAsync().ConfigureAwait(false);
    }

    /// <summary>Completes when the code is over, however it ended.</summary>
    private async Task CodeAsync() => await (Code ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task StopServiceAsync(CancellationToken outOfTime)
    {
        if (_isStarted)
        {
            _isStarted = false;
            IHostedLifecycleService? staged = _service as IHostedLifecycleService;
            try
            {
                await (staged?.StoppingAsync(outOfTime) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            finally
            {
                await _service!.StopAsync(outOfTime).ConfigureAwait(false);
            }

            await (staged?.StoppedAsync(outOfTime) ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => new(PoolCode.RunAsync(EndAsync));

    private async Task EndAsync()
    {
        try
        {
            // Somebody killed the child, or its start failed: it gets no time, but it is told.
            await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It obeys that token.
        }
        finally
        {
            await CodeAsync().ConfigureAwait(false);
            await DisposeServiceAsync().ConfigureAwait(false);
        }
    }

    private async Task DisposeServiceAsync()
    {
        try
        {
            await Ownership.DisposeAsync(_service).ConfigureAwait(false);
        }
        finally
        {
            if (_scope is { } scope)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
