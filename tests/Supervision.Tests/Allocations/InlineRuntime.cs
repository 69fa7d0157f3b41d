using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Tests.Allocations;

/// <summary>A runtime on the thread of the test that counts the bytes of what is done on it. It has a meter and a source of traces, as in production; nobody
/// listens unless the test does.</summary>
internal sealed class InlineRuntime : IAsyncDisposable
{
    /// <summary>How often an operation is repeated, to warm it up and each time that it is counted.</summary>
    internal const int Times = 1000;

    /// <summary>How often it is counted. What .NET allocates once in between, such as the table for a method that is compiled on this thread, is not the
    /// operation's: that is there each time.</summary>
    internal const int Counts = 3;

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

        long least = long.MaxValue;
        for (int count = 0; count < Counts; count++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Times; i++)
            {
                operation();
                _scheduler.RunUntilIdle();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / Times;
    }

    /// <summary>Bytes of so many calls from outside, one after the other, once they are warm.</summary>
    internal long BytesOfCalls(Func<ValueTask<int>> call, int reply)
    {
        long least = long.MaxValue;
        Task calls = CallAsync();
        _scheduler.RunUntilIdle();
        Assert.True(calls.IsCompletedSuccessfully);
        return least;

        async Task CallAsync()
        {
            for (int count = 0; count <= Counts; count++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < Times; i++)
                {
                    if (await call().ConfigureAwait(false) != reply)
                    {
                        throw new InvalidOperationException("Another's reply.");
                    }
                }

                // The first was to warm it up.
                least = count == 0 ? least : Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }
}
