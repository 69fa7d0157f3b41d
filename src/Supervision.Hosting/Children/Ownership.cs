using Microsoft.Extensions.DependencyInjection;

namespace Supervision.Hosting.Children;

/// <summary>An object and the scope it was made in, disposed together: the object first.</summary>
internal sealed class Ownership(AsyncServiceScope scope) : IAsyncDisposable
{
    /// <summary>Where the object finds what it needs.</summary>
    internal IServiceProvider Services => scope.ServiceProvider;

    /// <summary>The object; null until it is made.</summary>
    internal object? Owned { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await DisposeAsync(Owned).ConfigureAwait(false);
        }
        finally
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Disposes whatever can be disposed; null is nothing.</summary>
    internal static ValueTask DisposeAsync(object? owned)
    {
        switch (owned)
        {
            case IAsyncDisposable asynchronous:
                return asynchronous.DisposeAsync();
            case IDisposable synchronous:
                synchronous.Dispose();
                break;
        }

        return ValueTask.CompletedTask;
    }
}
