using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Supervision.Diagnostics;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Scheduling;

namespace Supervision;

/// <summary>The world that processes live in: it starts them, finds them by name, stops them all. An application creates one.</summary>
/// <remarks>
/// <para>Servers and supervisors are started on it with <c>StartServerAsync</c> and <c>StartSupervisorAsync</c>. Two runtimes in one
/// OS process know nothing of each other.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> a node. Differs: there may be several in one OS process, and none beyond it.</para>
/// </remarks>
/// <example><code>await using var runtime = new ProcessRuntime();</code></example>
[DebuggerDisplay("{ProcessCount} processes")]
public sealed partial class ProcessRuntime : IAsyncDisposable
{
    /// <summary>A runtime for a test is made thousands of times a second, and has few processes.</summary>
    private const int SmallSegmentBits = 6;

    private readonly ConcurrentDictionary<ProcessCell, ProcessExtra> _stragglers = new(ReferenceEqualityComparer.Instance);
    private readonly StuckTurns _watch;
    private readonly Action<Pid, ExitReason>? _onEnded;
    private readonly Action<string?, bool>? _sharedUses;
    private readonly Lock _stopLock = new();

    /// <summary>The one stop of this runtime; null before anybody asked for it. Under the lock.</summary>
    private Task? _stop;

    private volatile bool _isStopped;

    /// <summary>Who is told what supervisors learn of their children; null, as in production, for nobody. Written under the lock.</summary>
    private volatile Action<ChildEvent>? _childWatchers;

    /// <summary>Creates a runtime without processes.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is negative and not infinite, or another number negative.</exception>
    /// <exception cref="ArgumentNullException">The logger factory of the options is null.</exception>
    public ProcessRuntime(ProcessRuntimeOptions? options = null)
    {
        options ??= new ProcessRuntimeOptions();
        AbandonAfter = ProcessErrors.CheckedTimeout(options.AbandonAfter, nameof(options.AbandonAfter));
        CallTimeout = ProcessErrors.CheckedTimeout(options.CallTimeout, nameof(options.CallTimeout));
        CallCycles = options.CallCycles;
        AllowsChaos = options.AllowChaos;
        ILoggerFactory loggers = options.LoggerFactory ?? throw ProcessErrors.NoLoggerFactory(nameof(options));
        int lines = ProcessErrors.CheckedLines(options.MaxLogLines, nameof(options.MaxLogLines));
        Services = options.Services;
        Scheduler = options.Scheduler ?? ThreadPoolScheduler.Instance;
        Time = options.Time ?? Scheduler.Time;
        Timers = options.Time is null || ReferenceEquals(options.Time, Scheduler.Time) ? Scheduler.CreateTimers() : new ProviderTimerQueue(options.Time);
        TurnBudget = Scheduler.TurnBudget;
        DefersDelivery = Scheduler.DefersDelivery;
        Guard = Scheduler.Guard;
        Telemetry = new Telemetry(options.Meter, options.ActivitySource, makesOwn: options.Scheduler is null);
        Reports = new ReportLog(
            new GuardedLogger(loggers.CreateLogger("Supervision")), options.OnReport, options.OnDeadLetter, Telemetry, new LogLimit(lines), Time,
            (after, action) => Timers.Start(new ActionTimer(action), after));
        Telemetry.ListenerThrew = Reports.ListenerThrew;
        Table = options.Scheduler is null ? new ProcessTable(Environment.ProcessorCount) : new ProcessTable(1, SmallSegmentBits);
        _onEnded = options.OnEnded;
        _sharedUses = Scheduler.SharedUses;
        ProcessUses = Scheduler.ProcessUses;
        Names = new NameTable(Scheduler.CompletionOptions, Scheduler.SharedUses);
        Nobody = new ProcessCell(this);
        Telemetry.Observe(() => Table.Count, () => StragglerCount, () => TimerCount, MailboxLengths);
        if (options.CountsWork)
        {
            Observers.BeginCounting();
        }

        _watch = new StuckTurns(this);
        Scheduler.Watch(_watch);
    }

    /// <summary>The clock of all timers and timeouts.</summary>
    public TimeProvider Time { get; }

    /// <summary>What the application provides to start functions, as <c>StartContext.Runtime.Services</c>; null when it provides nothing. The library
    /// itself takes nothing from it.</summary>
    /// <remarks><para><b>OTP:</b> the application's environment, application:get_env/1. Differs: objects, made by a container.</para></remarks>
    public IServiceProvider? Services { get; }

    /// <summary>How many processes live. A moment's answer.</summary>
    /// <remarks><para><b>OTP:</b> erlang:system_info(process_count).</para></remarks>
    public int ProcessCount
    {
        get
        {
            _sharedUses?.Invoke(null, false);
            return Table.Count;
        }
    }

    /// <summary>How many processes were declared dead while their code still runs. A moment's answer.</summary>
    public int StragglerCount => _stragglers.Count;

    /// <summary>How many messages have reached nobody since the runtime was created.</summary>
    public long DeadLetterCount => Reports.DeadLetterCount;

    /// <summary>How many timers are pending. A moment's answer.</summary>
    public int TimerCount => Timers.Count;

    /// <summary>Where code says that it has come to a <see cref="FaultPoint"/>. Off unless a test takes hold of it.</summary>
    public FaultSwitch Faults { get; } = new();

    /// <summary>True once the runtime has begun to stop: no more processes can be started from outside.</summary>
    public bool IsStopped => _isStopped;

    internal ProcessScheduler Scheduler { get; }

    internal TimerQueue Timers { get; }

    internal ProcessTable Table { get; }

    internal NameTable Names { get; }

    internal ReportLog Reports { get; }

    internal Telemetry Telemetry { get; }

    /// <summary>Who looks at the work of processes besides meters.</summary>
    internal Observers Observers { get; } = new();

    /// <summary>Whether anybody wants to know what turns do.</summary>
    internal bool IsObserved => Observers.HasAny || Telemetry.CountsTurns;

    internal TimeSpan AbandonAfter { get; }

    internal TimeSpan CallTimeout { get; }

    internal CallCyclePolicy CallCycles { get; }

    internal bool AllowsChaos { get; }

    internal int TurnBudget { get; }

    /// <summary>How long a turn may last before others come first.</summary>
    internal TimeSpan TurnTime { get; } = TimeSpan.FromMilliseconds(1);

    internal bool DefersDelivery { get; }

    /// <summary>Null in production.</summary>
    internal Action<ProcessTarget, bool>? ProcessUses { get; }

    /// <summary>Null in production.</summary>
    internal EscapeGuard? Guard { get; }

    /// <summary>A process that is gone, for what is addressed to nobody.</summary>
    internal ProcessCell Nobody { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="body">What it does; the process has ended when the task has. Its code runs in turns: after each await of the body it goes
    /// on in the process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Its pid, at once; its code may not have begun.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The name of the options is taken.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been stopped.</exception>
    /// <remarks>
    /// <para>Nothing of the caller's execution context flows into the process.</para>
    /// <para><b>From:</b> any thread. Inside a process use <see cref="ProcessContext.Spawn"/>, which knows its parent.</para>
    /// <para><b>OTP:</b> erlang:spawn/1; no difference.</para>
    /// </remarks>
    public Pid Spawn(Func<ProcessContext, Task> body, ProcessOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= ProcessOptions.Default;
        ProcessCell cell = StartProcess(new BodyBehavior(body), null, options, null)
            ?? throw ProcessErrors.NameTaken(options.Name!, Find(options.Name!));
        return cell.Pid;
    }

    /// <summary>The process that holds a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its pid; <see cref="Pid.None"/> when nobody holds it, or the holder is ending.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <remarks><para><b>Cost:</b> one dictionary look-up; no allocation.</para><para><b>OTP:</b> erlang:whereis/1; no difference.</para></remarks>
    public Pid Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Pid(Names.Find(name));
    }

    /// <summary>Waits until a process holds a name: at the start of a program, or through a restart.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with the holder's pid, at once when there is one. The holder may still be initialising; messages to it wait.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has stopped, before or meanwhile: nobody will hold the name.</exception>
    /// <remarks><para><b>OTP:</b> none; programs there poll erlang:whereis/1.</para></remarks>
    public Task<Pid> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.FindAsync(name, cancellationToken);
    }

    /// <summary>Registers a process under a name.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="pid">The process.</param>
    /// <returns>False when the name is taken, the process has a name already, or is gone.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> erlang:register/2. Differs: answers instead of raising.</para></remarks>
    public bool TryRegister(string name, Pid pid)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return pid.Target is ProcessCell { IsSeenAlive: true } cell && Names.TryAdd(name, cell);
    }

    /// <summary>Takes a name from whoever holds it.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False when nobody held it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <remarks><para><b>OTP:</b> erlang:unregister/1. Differs: answers instead of raising.</para></remarks>
    public bool Unregister(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.Find(name) is { } holder && Names.Remove(name, holder);
    }

    /// <summary>Sends a message to whoever holds a name now.</summary>
    /// <typeparam name="T">As for <see cref="Pid.Send"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="message">The message.</param>
    /// <returns>As <see cref="Pid.Send"/>; <see cref="SendResult.NoProcess"/>, and a dead letter, when nobody holds the name.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks><para><b>OTP:</b> erlang:send/2 with a name. Differs: never raises.</para></remarks>
    public SendResult Send<T>(string name, T message)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(name);
        PlainMessage.Require(message);
        if (Names.Find(name) is { } holder)
        {
            return PlainMessage.Send(holder, message);
        }

        Reports.Write(Pid.None, name, message, DeadLetterCause.NoName);
        return SendResult.NoProcess;
    }

    /// <summary>The processes that live at this moment, oldest first.</summary>
    /// <returns>A copy.</returns>
    /// <remarks><para><b>Cost:</b> linear.</para><para><b>OTP:</b> erlang:processes/0.</para></remarks>
    public IReadOnlyList<Pid> Processes()
    {
        _sharedUses?.Invoke(null, false);
        return Table.Snapshot().ConvertAll(static cell => cell.Pid);
    }

    /// <summary>Asks a process about itself; it answers in its own turn, between callbacks or while it awaits.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>Completes with its answer; with null when it is gone.</returns>
    /// <remarks><para><b>OTP:</b> erlang:process_info/1.</para></remarks>
    public Task<ProcessInfo?> InfoAsync(Pid pid)
    {
        TaskCompletionSource<ProcessInfo?> answer = new(Scheduler.CompletionOptions);
        (pid.Target ?? Nobody).Deliver(ProcessTarget.Caller, new Describe(answer));
        return answer.Task;
    }

    /// <summary>Stops a process from handling messages. Signals still act; messages wait.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>Completes when the callback it is in has ended and it handles no further message; at once when it is gone.</returns>
    /// <remarks><para><b>OTP:</b> sys:suspend/1; no difference.</para></remarks>
    public Task SuspendAsync(Pid pid) => ControlAsync(pid, static answer => new Suspend(answer));

    /// <summary>Lets a suspended process handle messages again.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>Completes when it does; at once when it is gone.</returns>
    /// <remarks><para><b>OTP:</b> sys:resume/1; no difference.</para></remarks>
    public Task ResumeAsync(Pid pid) => ControlAsync(pid, static answer => new Resumption(answer));

    /// <summary>Stops all processes: those started from outside get <see cref="ExitReason.Shutdown"/>, newest first, one after the other, and stop
    /// what they have started; then whatever is left is stopped and, if need be, killed.</summary>
    /// <param name="cancellationToken">When cancelled, nobody is waited for any longer: the rest is killed. Only the first call's counts.</param>
    /// <returns>Completes when no process lives; the same for all who ask; code that does not end is reported as stragglers and left behind.</returns>
    /// <remarks>
    /// <para>A supervisor is given all the time its children's own limits add up to; any other process 5 s, as a child would be.</para>
    /// <para><b>From:</b> outside of processes only: a process that waited for this would wait for itself.</para>
    /// <para><b>OTP:</b> init:stop/0.</para>
    /// </remarks>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_stopLock)
        {
            _isStopped = true;
            return _stop ??= BeginStopAsync(cancellationToken);
        }
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public ValueTask DisposeAsync() => new(StopAsync(CancellationToken.None));

    /// <summary>Starts a process with a behaviour. Null: its name is taken, and nothing was started.</summary>
    internal ProcessCell? StartProcess(
        ProcessBehavior behavior,
        ProcessCell? parent,
        ProcessOptions options,
        Action<ProcessCell, ProcessCell>? relate,
        Action<ProcessCell>? prepare = null)
    {
        ProcessErrors.Checked(options);
        if (parent is null && IsStopped)
        {
            throw ProcessErrors.Disposed();
        }

        _sharedUses?.Invoke(null, true);
        ProcessCell cell = new(this, behavior, parent, options);
        if (options.Name is { } name && !Names.TryAdd(name, cell))
        {
            cell.Discard();
            return null;
        }

        relate?.Invoke(parent!, cell);
        prepare?.Invoke(cell);
        Guard?.Started(cell, ProcessTarget.Caller);

        // Fully built and entered everywhere: only now may it run. Whoever reached it by name before has pushed into an awake door.
        Scheduler.Schedule(cell, gaveWay: false);
        return cell;
    }

    /// <summary>Tells somebody what supervisors learn of their children, in their turns.</summary>
    internal void Watch(Action<ChildEvent> watcher)
    {
        lock (_stopLock)
        {
            _childWatchers += watcher;
        }
    }

    internal void Unwatch(Action<ChildEvent> watcher)
    {
        lock (_stopLock)
        {
            _childWatchers -= watcher;
        }
    }

    internal bool IsWatched => _childWatchers is not null;

    internal void Tell(ChildEvent what) => _childWatchers?.Invoke(what);

    internal void ProcessEnded(Pid pid, ExitReason reason)
    {
        _sharedUses?.Invoke(null, true);
        Observers.Work?.Forget(pid);
        _onEnded?.Invoke(pid, reason);
    }

    private Task ControlAsync(Pid pid, Func<TaskCompletionSource, ControlEnvelope> order)
    {
        TaskCompletionSource answer = new(Scheduler.CompletionOptions);
        (pid.Target ?? Nobody).Deliver(ProcessTarget.Caller, order(answer));
        return answer.Task;
    }

    private Task BeginStopAsync(CancellationToken cancellationToken)
    {
        ProcessCell stop = new(this, new BodyBehavior(StopOthersAsync), null, new ProcessOptions { Label = "runtime stop" });
        Task ended = stop.WaitForExitAsync(CancellationToken.None);
        Scheduler.Schedule(stop, gaveWay: true);
        return ended;

        async Task StopOthersAsync(ProcessContext self)
        {
            await RuntimeStop.RunAsync(self, cancellationToken).ConfigureAwait(true);
            Scheduler.Unwatch(_watch);
            Names.Stop();
            Timers.Dispose();
            Observers.Stop();
            Reports.TellLeftOut();
            Telemetry.Dispose();
        }
    }

    private (long Sum, long Longest) MailboxLengths()
    {
        long sum = 0;
        long longest = 0;
        foreach (ProcessCell cell in Table.Snapshot())
        {
            sum += cell.MailboxLength;
            longest = Math.Max(longest, cell.MailboxLength);
        }

        return (sum, longest);
    }
}
