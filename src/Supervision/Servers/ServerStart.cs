using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Scheduling;
using Supervision.Signals;

namespace Supervision.Servers;

/// <summary>One start of a server, from the spawn to the answer of its initialisation.</summary>
internal sealed class ServerStart(ProcessRuntime runtime)
{
    private readonly TaskCompletionSource<StartResult> _answer = new(runtime.Scheduler.CompletionOptions);

    /// <summary>How the start ends; decided once, by the initialisation or by its time limit. A failure is told only when the process is gone,
    /// so that whoever hears of it finds the name free.</summary>
    private StartResult? _result;

    private InitTimer? _timer;

    /// <summary>Completes when the start has ended.</summary>
    internal Task<StartResult> Answer => _answer.Task;

    /// <summary>Starts a server.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="parent">Who starts it; null for an outsider.</param>
    /// <param name="create">Makes the instance; on the caller's thread.</param>
    /// <param name="options">How.</param>
    /// <param name="link">Whether to link it to the parent.</param>
    /// <param name="cell">The process; null when none was started.</param>
    /// <param name="owner">What the process is to own; null for nothing.</param>
    /// <returns>Completes when the server is initialised, or is gone.</returns>
    internal static Task<StartResult> BeginAsync<TMessage>(
        ProcessRuntime runtime, ProcessCell? parent, Func<GenServer<TMessage>> create, ServerOptions options, bool link, out ProcessCell? cell,
        IAsyncDisposable? owner = null)
        where TMessage : notnull
    {
        cell = null;
        if (options.InitTimeout is { } limit)
        {
            ProcessErrors.CheckedTimeout(limit, nameof(ServerOptions.InitTimeout));
        }

        if (options.Name is { } name && runtime.Names.Holder(name) is { } holder)
        {
            return Task.FromResult<StartResult>(new StartResult.AlreadyStarted(holder.Pid));
        }

        GenServer<TMessage> server = Create(parent, create) ?? throw ProcessErrors.NoInstance($"GenServer<{CodeName.Of(typeof(TMessage))}>");
        ServerStart start = new(runtime);
        server.StartFor(start);
        cell = runtime.StartProcess(
            server,
            parent,
            options,
            link ? static (from, to) => from.LinkNewProcessOnTurn(to) : null,
            options.InitTimeout is null && owner is null ? null : start.Preparing(parent, options.InitTimeout, owner));
        if (cell is null)
        {
            return Task.FromResult<StartResult>(new StartResult.AlreadyStarted(runtime.Find(options.Name!)));
        }

        runtime.Guard?.Waits(parent, cell, WaitKind.Start, start.Answer);
        return start.Answer;
    }

    /// <summary>The factory is user code, also when a process starts the server.</summary>
    private static GenServer<TMessage>? Create<TMessage>(ProcessCell? parent, Func<GenServer<TMessage>> create)
        where TMessage : notnull
    {
        if (parent is null)
        {
            return create();
        }

        parent.EnterUser();
        try
        {
            return create();
        }
        finally
        {
            parent.LeaveUser();
        }
    }

    /// <summary>The initialisation has succeeded. False: too late, the process is being killed.</summary>
    internal bool Started(ProcessCell cell)
    {
        CancelTimer();
        StartResult started = new StartResult.Started(cell.Pid);
        return TrySetResult(started) && _answer.TrySetResult(started);
    }

    /// <summary>The initialisation has ended otherwise; the process is about to end. False: that was decided before.</summary>
    internal bool TrySetResult(StartResult result) => Interlocked.CompareExchange(ref _result, result, null) is null;

    /// <summary>The process is gone before it was initialised.</summary>
    internal void Ended(ExitReason reason)
    {
        CancelTimer();
        _answer.TrySetResult(_result ?? new StartResult.Failed(reason));
    }

    /// <summary>In a method of its own: most starts need no closure.</summary>
    private Action<ProcessCell> Preparing(ProcessCell? parent, TimeSpan? limit, IAsyncDisposable? owner) =>
        process => Prepare(process, parent, limit, owner);

    /// <summary>Before the process runs.</summary>
    private void Prepare(ProcessCell cell, ProcessCell? parent, TimeSpan? limit, IAsyncDisposable? owner)
    {
        if (owner is not null)
        {
            cell.Extra.Owner = owner;
        }

        if (limit is { } time && time != Timeout.InfiniteTimeSpan)
        {
            _timer = new InitTimer(this, cell, parent is null ? null : cell.FindLinkOnTurn(parent));
            runtime.Timers.Start(_timer, time);
        }
    }

    private void CancelTimer()
    {
        if (_timer is not null)
        {
            runtime.Timers.Cancel(_timer);
        }
    }

    private sealed class InitTimer(ServerStart start, ProcessCell cell, Link? link) : TimerNode
    {
        internal override void Fire()
        {
            if (!start.TrySetResult(new StartResult.Failed(new ExitReason.Custom("timeout"))))
            {
                return;
            }

            // Whoever starts it learns of the failure by the answer; the link would end it. In the child's name, so that it comes before
            // the child's end.
            link?.PeerOf(cell).Deliver(cell, new LinkEnvelope(link, EnvelopeKind.Unlink));
            cell.Exit(ExitReason.Kill);
        }
    }
}
