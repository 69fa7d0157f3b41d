namespace Supervision.Benchmarks;

/// <summary>Something to measure: a number of equal operations.</summary>
internal abstract class Workload : IAsyncDisposable
{
    /// <summary>What the operation is; the same for those that are compared.</summary>
    internal abstract string Operation { get; }

    /// <summary>With what it is done.</summary>
    internal abstract string Means { get; }

    /// <summary>Whatever is not measured and happens once.</summary>
    internal virtual Task SetUpAsync() => Task.CompletedTask;

    /// <summary>The measured part.</summary>
    internal abstract Task RunAsync(int operations);

    /// <summary>Whatever is not measured and happens after each run.</summary>
    internal virtual Task CleanUpAsync() => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
