namespace DeviceGateway;

/// <summary>What one incarnation of a process has open on the other side of a network. It is closed however the process ends, and before anybody hears of that.</summary>
internal sealed class Owned<T> : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    /// <summary>It; null while there is none.</summary>
    public T? Current { get; set; }

    /// <summary>Closes it, if there is one.</summary>
    public ValueTask CloseAsync()
    {
        T? open = Current;
        Current = null;
        return open?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>Starts the server that uses it.</summary>
    public static ValueTask<StartResult> StartAsync<TMessage>(StartContext start, Func<Owned<T>, GenServer<TMessage>> create, ServerOptions? options = null)
        where TMessage : notnull
    {
        var owned = new Owned<T>();
        start.Own(owned);
        return start.StartServerAsync(() => create(owned), options);
    }
}
