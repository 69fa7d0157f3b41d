using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Tests.Allocations;

/// <summary>A runtime on the thread of the test that counts the bytes of what is done on it. It has a meter and a source of traces, as in production; nobody
/// listens unless the test does.</summary>
internal sealed class InlineRuntime : IAsyncDisposable
{
    /// <summary>How often an operation is repeated, once to warm it up and once to count.</summary>
    internal const int Times = 1000;

    private readonly InlineScheduler _scheduler = new();

    public InlineRuntime() => Runtime = new ProcessRuntime(new ProcessRuntimeOptions { Scheduler = _scheduler, Meter = Meter, ActivitySource = Traces });

    internal Meter Meter { get; } = new("Inline");

    internal ActivitySource Traces { get; } = new("Inline");

    internal ProcessRuntime Runtime { get; }

    public ValueTask DisposeAsync()
    {
        ValueTask disposal = Runtime.DisposeAsync();
        _scheduler.RunUntilIdle();
        Meter.Dispose();
        Traces.Dispose();
        return disposal;
    }

    internal void RunUntilIdle() => _scheduler.RunUntilIdle();

    internal ServerRef<TMessage> Start<TMessage>(Func<GenServer<TMessage>> server)
        where TMessage : notnull
    {
        Task<ServerRef<TMessage>> start = Runtime.StartServerAsync(server);
        _scheduler.RunUntilIdle();
        Assert.True(start.IsCompletedSuccessfully);
#pragma warning disable xUnit1031 // It has completed.
        return start.Result;
#pragma warning restore xUnit1031
    }

    /// <summary>Bytes of one operation and all that comes of it, once it is warm.</summary>
    internal long BytesOf(Action operation)
    {
        for (int i = 0; i < Times; i++)
        {
            operation();
            _scheduler.RunUntilIdle();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            operation();
            _scheduler.RunUntilIdle();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    /// <summary>Bytes of so many calls from outside, one after the other, once they are warm.</summary>
    internal long BytesOfCalls(Func<ValueTask<int>> call, int reply)
    {
        long before = 0;
        long bytes = 0;
        Task calls = CallAsync();
        _scheduler.RunUntilIdle();
        Assert.True(calls.IsCompletedSuccessfully);
        return bytes;

        async Task CallAsync()
        {
            for (int i = 0; i < 2 * Times; i++)
            {
                if (i == Times)
                {
                    before = GC.GetAllocatedBytesForCurrentThread();
                }

                if (await call().ConfigureAwait(false) != reply)
                {
                    throw new InvalidOperationException("Another's reply.");
                }
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
