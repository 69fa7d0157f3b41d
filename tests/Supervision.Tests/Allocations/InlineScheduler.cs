using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Testing;

namespace Supervision.Tests.Allocations;

/// <summary>Runs everything on the thread of the test and allocates nothing, so that what is counted is the engine's.</summary>
internal sealed class InlineScheduler : ProcessScheduler
{
    private readonly Queue<IThreadPoolWorkItem> _ready = new(1024);

    private bool _isRunning;

    /// <summary>Whether what is scheduled from outside of processes has run, with all that follows, when the call returns.</summary>
    internal bool RunsAtOnce { get; init; }

    internal override TimeProvider Time { get; } = new VirtualTime();

    internal override TaskCreationOptions CompletionOptions => TaskCreationOptions.None;

    internal void RunUntilIdle()
    {
        _isRunning = true;
        while (_ready.TryDequeue(out IThreadPoolWorkItem? item))
        {
            if (item is ProcessTarget process)
            {
                process.RunTurn();
            }
            else
            {
                item.Execute();
            }
        }

        _isRunning = false;
    }

    internal override void Schedule(ProcessTarget process, bool gaveWay)
    {
        _ready.Enqueue(process);
        if (RunsAtOnce && !_isRunning)
        {
            RunUntilIdle();
        }
    }

    internal override void RunDetached(SendOrPostCallback callback, object? state) => _ready.Enqueue(new Work(callback, state));

    internal override void RunDetached(IThreadPoolWorkItem item) => _ready.Enqueue(item);

    internal override void Cancel(CancellationTokenSource source, Action<Exception> failed) => source.Cancel();

    internal override ulong NextRandom() => 0;

    internal override TimerQueue CreateTimers() => new StillTimerQueue();

    private sealed class Work(SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => callback(state);
    }
}
