using Supervision.Processes;

namespace Supervision.Scheduling;

/// <summary>
/// The production scheduler: the .NET thread pool with a run-next slot for each of its threads.
/// <para>
/// A process that is woken by a running process goes into that thread's slot and runs right after the current turn, which spares
/// the pool's queues and a hand-over between cores. It must not starve others: a slot holds one process, a thread runs at
/// most <see cref="RunNextLimit"/> from it before it returns to the pool, a process that has used up its turn goes to the pool's
/// global queue, and when a turn lasts the watch gives the waiting one to another thread.
/// </para>
/// </summary>
internal sealed class ThreadPoolScheduler : ProcessScheduler
{
    /// <summary>How many processes one work item runs from its slot.</summary>
    internal const int RunNextLimit = 32;

    [ThreadStatic]
    private static WorkerSlot? _slot;

    private static readonly TurnWatch Watcher = new();

    private ThreadPoolScheduler()
    {
    }

    /// <summary>The only one: the pool belongs to the OS process.</summary>
    internal static ThreadPoolScheduler Instance { get; } = new();

    internal override TimeProvider Time => TimeProvider.System;

    internal override void Schedule(ProcessTarget process, bool gaveWay)
    {
        if (gaveWay || _slot is not { } slot)
        {
            ThreadPool.UnsafeQueueUserWorkItem(process, preferLocal: false);
        }
        else if (slot.Current is null)
        {
            // Code outside of processes, on a thread that has run some: it is about to wait for what it has woken, as a rule.
            ThreadPool.UnsafeQueueUserWorkItem(process, slot.MayPreferLocal());
        }
        else if (slot.Credits <= 0 || !slot.TryOffer(process))
        {
            ThreadPool.UnsafeQueueUserWorkItem(process, preferLocal: false);
        }
    }

    internal override void HandOver(ProcessTarget process)
    {
        if (_slot is { } slot && slot.TryWithdraw(process))
        {
            ThreadPool.UnsafeQueueUserWorkItem(process, preferLocal: false);
        }
    }

    /// <summary>Runs a process and then those that its turns wake, on a pool thread.</summary>
    internal static void RunFrom(ProcessTarget first)
    {
        WorkerSlot slot = _slot ??= Watcher.NewSlot();
        slot.Credits = RunNextLimit;
        SynchronizationContext? outer = SynchronizationContext.Current;
        ExecutionContext? clean = ExecutionContext.Capture();
        ProcessTarget? process = first;
        while (process is not null)
        {
            slot.Current = process;
            slot.BeginTurn();
            Watcher.WakeIfParked();
            process.RunTurnInRow(clean);
            slot.Credits--;
            process = slot.EndTurn();
        }

        slot.Current = null;
        SynchronizationContext.SetSynchronizationContext(outer);
    }

    internal override void RunDetached(SendOrPostCallback callback, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.callback(work.state), (callback, state), preferLocal: false);

    internal override void RunDetached(IThreadPoolWorkItem item) =>
        ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: _slot is { } slot && slot.MayPreferLocal());

    internal override void Cancel(CancellationTokenSource source, Action<Exception> failed) =>
        _ = source.CancelAsync().ContinueWith(
            static (cancelled, state) => ((Action<Exception>)state!)(cancelled.Exception!.InnerException!),
            failed,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    internal override ulong NextRandom()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Random.Shared.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    internal override TimerQueue CreateTimers() => new ThreadTimerQueue();

    internal override void Watch(ITurnWatcher watcher) => Watcher.Add(watcher);

    internal override void Unwatch(ITurnWatcher watcher) => Watcher.Remove(watcher);
}
