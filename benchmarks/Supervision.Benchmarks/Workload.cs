namespace Supervision.Benchmarks;

/// <summary>Something to measure: a number of equal operations.</summary>
internal abstract class Workload : IAsyncDisposable
{
    internal const string Ours = "ours";

    /// <summary>What the operation is; the same for those that are compared.</summary>
    internal abstract string Operation { get; }

    /// <summary>With what it is done.</summary>
    internal abstract string Means { get; }

    /// <summary>How many operations make a run; 0 for as many as fill the time of one.</summary>
    internal virtual int Operations => 0;

    /// <summary>Whether what is left after a run, before it is cleaned up, is of interest.</summary>
    internal virtual bool Retains => false;

    /// <summary>Whatever is not measured and happens once.</summary>
    internal virtual Task SetUpAsync() => Task.CompletedTask;

    /// <summary>Whatever is not measured and happens before each run.</summary>
    internal virtual Task PrepareAsync(int operations) => Task.CompletedTask;

    /// <summary>The measured part.</summary>
    internal abstract Task RunAsync(int operations);

    /// <summary>Whatever is not measured and happens after each run.</summary>
    internal virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>One run with all that belongs to it.</summary>
    internal virtual async Task<Cost> MeasureAsync(int operations)
    {
        await PrepareAsync(operations);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long held = Retains ? GC.GetTotalMemory(forceFullCollection: true) : 0;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long since = TimeProvider.System.GetTimestamp();
        await RunAsync(operations);
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        double retained = Retains ? (double)(GC.GetTotalMemory(forceFullCollection: true) - held) / operations : double.NaN;
        await CleanUpAsync();
        return new Cost(took.TotalNanoseconds / operations, (double)allocated / operations, retained);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
