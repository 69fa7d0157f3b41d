using System.Diagnostics.CodeAnalysis;
using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision;

/// <summary>What a process can do with itself: receive, link, monitor, spawn, start timers. Only the process's own code has it.</summary>
/// <remarks>
/// <para>Everything here works in the process's own turn: in its callbacks and its body, before and after awaits. Code
/// after <c>ConfigureAwait(false)</c>, in <c>Task.Run</c> or on another thread is outside of the process; there every member that acts
/// throws <see cref="InvalidOperationException"/> and says so. When the process has been told to end, they throw
/// <see cref="ProcessExitException"/>.</para>
/// <para><b>From:</b> inside the process only.</para>
/// <para><b>OTP:</b> what the functions of the erlang module do for the calling process.</para>
/// <para>Only the engine and the test kit make contexts: there is no public constructor, and nothing to override.</para>
/// </remarks>
[SuppressMessage("Design", "MA0053:Make class sealed", Justification = "The test kit derives from it; the constructor is internal, so nobody else can.")]
public class ProcessContext
{
    /// <summary>The framework refuses somewhat more.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(49);

    private readonly ProcessCell _cell;

    internal ProcessContext(ProcessCell cell) => _cell = cell;

    /// <summary>The process's own pid. From any thread.</summary>
    public Pid Self => _cell.Pid;

    /// <summary>Who started the process; <see cref="Pid.None"/> when code outside of processes did.</summary>
    public Pid Parent => _cell.Parent;

    /// <summary>The runtime. From any thread.</summary>
    public ProcessRuntime Runtime => _cell.Runtime;

    /// <summary>The clock of the runtime: virtual in tests. Use it wherever the framework takes a <see cref="TimeProvider"/>. From any thread.</summary>
    public TimeProvider Time => _cell.Runtime.Time;

    /// <summary>Cancelled when the process is told to end. Pass it to everything that can take long. From any thread.</summary>
    public CancellationToken CancellationToken => _cell.CancellationToken;

    /// <summary>Whether exit signals arrive as <see cref="Signal.Exit"/> messages instead of ending the process. False at first unless
    /// <see cref="ProcessOptions.TrapExits"/> says otherwise.</summary>
    /// <remarks><para><b>OTP:</b> process_flag(trap_exit, …); no difference. What counts is the value when a signal is received.</para></remarks>
    public bool TrapExits
    {
        get => _cell.TrapsExits;
        set
        {
            _cell.BeginOperation();
            _cell.TrapsExits = value;
            _cell.EndOperation();
        }
    }

    internal ProcessCell Cell => _cell;

    /// <summary>Takes the oldest message of a type, waiting for it; all others stay in the mailbox, in order.</summary>
    /// <typeparam name="T">What to wait for: your messages, <see cref="Signal"/> or one of its cases, or <see cref="object"/> for anything.</typeparam>
    /// <param name="match">Which of them; null for any. It runs in the process; if it throws, the process crashes and the message stays in the
    /// mailbox. It must not use this context.</param>
    /// <returns>Completes with the message, in the process's turn. Await it once, directly.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, from a server, or while another receive waits.</exception>
    /// <exception cref="ProcessExitException">The process has been told to end.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> no allocation in a loop over one type; a message that does not match is looked at once for each receive.</para>
    /// <para><b>OTP:</b> the receive expression; no difference.</para>
    /// </remarks>
    public ValueTask<T> ReceiveAsync<T>(Func<T, bool>? match = null)
    {
        ReceiveOperation<T> operation = Receive(match, Timeout.InfiniteTimeSpan);
        return new ValueTask<T>(operation, operation.Version);
    }

    /// <summary>As <see cref="ReceiveAsync{T}"/>, but no longer than a time.</summary>
    /// <typeparam name="T">As for <see cref="ReceiveAsync{T}"/>.</typeparam>
    /// <param name="timeout">How long to wait, from now; messages that do not match do not begin it anew. Zero looks at what is in the mailbox
    /// and waits for nothing; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    /// <param name="match">As for <see cref="ReceiveAsync{T}"/>.</param>
    /// <returns>Completes with the message; with null when none came in time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="ReceiveAsync{T}"/>.</exception>
    /// <exception cref="ProcessExitException">The process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> receive … after; no difference.</para></remarks>
    public ValueTask<T?> TryReceiveAsync<T>(TimeSpan timeout, Func<T, bool>? match = null)
        where T : class
    {
        ReceiveOperation<T> operation = Receive(match, ProcessErrors.CheckedTimeout(timeout, nameof(timeout)));
        return new ValueTask<T?>(operation!, operation.Version);
    }

    /// <summary>Starts a process that is on its own.</summary>
    /// <param name="body">What it does; it has ended when the task has.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Its pid, at once; its code may not have begun.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, or the name is taken.</exception>
    /// <remarks><para><b>OTP:</b> erlang:spawn/1; no difference.</para></remarks>
    public Pid Spawn(Func<ProcessContext, Task> body, ProcessOptions? options = null) => SpawnCell(body, options, static (_, _) => { }).Pid;

    /// <summary>Starts a process that is linked to this one from its first moment.</summary>
    /// <param name="body">As for <see cref="Spawn"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Its pid.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="Spawn"/>.</exception>
    /// <remarks><para><b>OTP:</b> erlang:spawn_link/1; no difference.</para></remarks>
    public Pid SpawnLink(Func<ProcessContext, Task> body, ProcessOptions? options = null) =>
        SpawnCell(body, options, static (parent, child) => parent.LinkNewProcessOnTurn(child)).Pid;

    /// <summary>Starts a process that is monitored by this one from its first moment.</summary>
    /// <param name="body">As for <see cref="Spawn"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Its pid and the monitor.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="Spawn"/>.</exception>
    /// <remarks><para><b>OTP:</b> erlang:spawn_monitor/1; no difference.</para></remarks>
    public (Pid Pid, MonitorRef Monitor) SpawnMonitor(Func<ProcessContext, Task> body, ProcessOptions? options = null)
    {
        MonitorRef? monitor = null;
        ProcessCell child = SpawnCell(body, options, (parent, started) => monitor = parent.MonitorNewProcessOnTurn(started));
        return (child.Pid, monitor!);
    }

    /// <summary>Links this process and another: when one ends, the other gets an exit signal with its reason.</summary>
    /// <param name="other">The other; itself and one that is linked already make no difference. For one that is gone, an exit signal with
    /// <see cref="ExitReason.NoProcess"/> arrives, as from a link.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:link/1. Differs: never raises an error for a process that is gone; the signal always comes.</para></remarks>
    public void Link(Pid other)
    {
        _cell.BeginOperation();
        _cell.LinkOnTurn(other);
        _cell.EndOperation();
    }

    /// <summary>Removes the link to another process. When this has returned, no exit signal of that link will be received.</summary>
    /// <param name="other">The other; one that is not linked, or is gone, makes no difference.</param>
    /// <param name="flush">Whether to remove the exit messages of that process that are already in the mailbox.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:unlink/1; <paramref name="flush"/> is its documented idiom. Differs: the idiom removes one message, this all.</para></remarks>
    public void Unlink(Pid other, bool flush = false)
    {
        _cell.BeginOperation();
        _cell.UnlinkOnTurn(other, flush);
        _cell.EndOperation();
    }

    /// <summary>Asks to be told, once, when a process has ended.</summary>
    /// <param name="target">The process; for one that is gone the <see cref="Signal.Down"/> comes at once with
    /// <see cref="ExitReason.NoProcess"/>. One of oneself tells nothing.</param>
    /// <returns>The monitor; each call makes a new one.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:monitor(process, Pid); no difference.</para></remarks>
    public MonitorRef Monitor(Pid target)
    {
        _cell.BeginOperation();
        MonitorRef monitor = _cell.MonitorOnTurn(target.Target, null);
        _cell.EndOperation();
        return monitor;
    }

    /// <summary>Monitors whoever holds a name now; a later holder of the name is not followed.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The monitor.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:monitor(process, Name); no difference.</para></remarks>
    public MonitorRef Monitor(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _cell.BeginOperation();
        MonitorRef monitor = _cell.MonitorOnTurn(_cell.Runtime.Names.Find(name), name);
        _cell.EndOperation();
        return monitor;
    }

    /// <summary>Removes a monitor of this process.</summary>
    /// <param name="monitor">The monitor.</param>
    /// <param name="flush">Whether to remove its <see cref="Signal.Down"/> when that is already in the mailbox; true by default.</param>
    /// <returns>False when it had fired or was removed before, or was of the process itself.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, or the monitor is another process's.</exception>
    /// <remarks><para><b>OTP:</b> erlang:demonitor/2 with <c>info</c> and, by default, <c>flush</c>.</para></remarks>
    public bool Demonitor(MonitorRef monitor, bool flush = true)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        if (!ReferenceEquals(monitor.Owner, _cell))
        {
            throw ProcessErrors.ForeignMonitor(monitor, Self);
        }

        _cell.BeginOperation();
        bool removed = _cell.DemonitorOnTurn(monitor, flush);
        _cell.EndOperation();
        return removed;
    }

    /// <summary>Ends this process: unwinds its code from here with <see cref="ProcessExitException"/>.</summary>
    /// <param name="reason">What it ends with.</param>
    /// <exception cref="ProcessExitException">Always.</exception>
    /// <remarks><para><b>OTP:</b> erlang:exit/1; no difference.</para></remarks>
    [DoesNotReturn]
    public void Exit(ExitReason reason) => throw new ProcessExitException(reason);

    /// <summary>Delivers a message to a process later.</summary>
    /// <param name="after">How long from now; zero or less for as soon as possible, but never inside this call. Infinite is not allowed.</param>
    /// <param name="receiver">The process; one that is gone by then makes a dead letter. A message to oneself goes with the process.</param>
    /// <param name="message">The message.</param>
    /// <returns>The timer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is infinite.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:send_after/3; no difference.</para></remarks>
    public TimerRef SendAfter(TimeSpan after, Pid receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ProcessErrors.CheckDelay(after);
        _cell.BeginOperation();
        TimerRef timer = new(_cell.SendAfterOnTurn(after, receiver.Target ?? _cell.Runtime.Nobody, message));
        _cell.EndOperation();
        return timer;
    }

    /// <summary>Delivers a message later to whoever holds a name then.</summary>
    /// <param name="after">As for <see cref="SendAfter(TimeSpan, Pid, object)"/>; infinite is not allowed.</param>
    /// <param name="name">The name; looked up when the time has come.</param>
    /// <param name="message">The message.</param>
    /// <returns>The timer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is infinite.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:send_after/3 with a name; no difference.</para></remarks>
    public TimerRef SendAfter(TimeSpan after, string name, object message)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(message);
        ProcessErrors.CheckDelay(after);
        _cell.BeginOperation();
        TimerRef timer = new(_cell.SendAfterOnTurn(after, name, message));
        _cell.EndOperation();
        return timer;
    }

    /// <summary>Cancels a timer. Its message will not be received, even when it is already in this process's mailbox.</summary>
    /// <param name="timer">The timer.</param>
    /// <returns>True when it had not fired yet and the process that it was for had not ended.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:cancel_timer/1. Differs: a message that is already in the mailbox is suppressed.</para></remarks>
    public bool Cancel(TimerRef timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        _cell.BeginOperation();
        bool pending = _cell.CancelTimerOnTurn(timer.Node);
        _cell.EndOperation();
        return pending;
    }

    /// <summary>Takes a name for this process.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False when it is taken, or this process has one already.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> erlang:register/2. Differs: answers instead of raising.</para></remarks>
    public bool TryRegister(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _cell.BeginOperation();
        bool registered = _cell.Runtime.Names.TryAdd(name, _cell);
        _cell.EndOperation();
        return registered;
    }

    /// <summary>Waits on the runtime's clock, virtual in tests; messages wait meanwhile.</summary>
    /// <param name="time">How long; zero for not at all, infinite for until the process must end.</param>
    /// <returns>Completes in the process's turn.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The process was told to end.</exception>
    /// <remarks><para><b>OTP:</b> timer:sleep/1; no difference.</para></remarks>
    public Task DelayAsync(TimeSpan time) => ProcessErrors.CheckedTimeout(time, nameof(time)) <= LongestDelay
        ? Task.Delay(time, Time, CancellationToken)
        : DelayLongAsync(time);

    /// <summary>Takes the caller of the call message that was received last, to answer it now, later or from elsewhere.</summary>
    /// <typeparam name="TMessage">The message type.</typeparam>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="message">The message, as it was received.</param>
    /// <returns>Who waits; answering does nothing and is counted when the message was not called but sent.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, or from a server (which has its own).</exception>
    /// <remarks><para><b>OTP:</b> <c>From</c> of a <c>'$gen_call'</c> message.</para></remarks>
    public ReplyTo<TReply> TakeCaller<TMessage, TReply>(ICall<TMessage, TReply> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _cell.BeginOperation();
        try
        {
            return new ReplyTo<TReply>((CallNode<TReply>?)Body.CallOf(message) ?? OutsideCall<TReply>.ForCast(Runtime, _cell, message));
        }
        finally
        {
            _cell.EndOperation();
        }
    }

    private BodyBehavior Body => _cell.Behavior as BodyBehavior ?? throw ProcessErrors.ReceiveInServer(Self);

    private async Task DelayLongAsync(TimeSpan time)
    {
        for (TimeSpan left = time; left > TimeSpan.Zero; left -= LongestDelay)
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, Time, CancellationToken).ConfigureAwait(true); // in the process
        }
    }

    private ReceiveOperation<T> Receive<T>(Func<T, bool>? match, TimeSpan timeout)
    {
        _cell.BeginOperation("ReceiveAsync");
        try
        {
            return Body.Receive(_cell, match, timeout);
        }
        finally
        {
            _cell.EndOperation();
        }
    }

    private ProcessCell SpawnCell(Func<ProcessContext, Task> body, ProcessOptions? options, Action<ProcessCell, ProcessCell> relate)
    {
        ArgumentNullException.ThrowIfNull(body);
        _cell.BeginOperation("Spawn");
        try
        {
            return Runtime.StartProcess(new BodyBehavior(body), _cell, options ?? ProcessOptions.Default, relate)
                ?? throw ProcessErrors.NameTaken(options!.Name!, Runtime.Find(options.Name!));
        }
        finally
        {
            _cell.EndOperation();
        }
    }
}
