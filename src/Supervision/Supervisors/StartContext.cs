using System.Diagnostics;
using Supervision.Runtime;
using Supervision.Servers;
using Supervision.Signals;
using Supervision.Supervisors;

namespace Supervision;

/// <summary>What a child's start function gets: how to start the child, and which child it is.</summary>
/// <remarks>
/// <para>There is one for each start and restart, valid until the start function has ended or its time is over. A start function starts
/// one process; of several the last is the child, unless it answers otherwise.</para>
/// <para><b>From:</b> the start function only, in the supervisor's turn: also after its awaits, but not after
/// <c>ConfigureAwait(false)</c>.</para>
/// <para><b>OTP:</b> none; a start function calls start_link itself. Here the link to the supervisor, the parent and the way to end an
/// unfinished start come from this object.</para>
/// </remarks>
[DebuggerDisplay("start of {Path,nq}")]
public sealed class StartContext
{
    private readonly ProcessCell _supervisor;
    private readonly SupervisorBehavior _behavior;
    private IAsyncDisposable? _owner;

    internal StartContext(ProcessCell supervisor, SupervisorBehavior behavior, Child child)
    {
        _supervisor = supervisor;
        Child = child;
        Argument = child.Argument;
        _behavior = behavior;
    }

    /// <summary>The runtime. From any thread.</summary>
    public ProcessRuntime Runtime => _supervisor.Runtime;

    /// <summary>The supervisor, which is the parent of what is started here.</summary>
    public Pid Supervisor => _supervisor.Pid;

    /// <summary>The id of the child; for a child of a dynamic supervisor its key, or the template's id without one.</summary>
    public string ChildId => Child.Name;

    /// <summary>The ids from the root to the child, joined by slashes.</summary>
    public string Path => field ??= $"{_behavior.Path}/{Child.Name}";

    /// <summary>Which start of the child this is: 1 for the first, 2 for the first restart. Failed starts are not counted.</summary>
    public int Incarnation => Child.Incarnation + 1;

    /// <summary>What the dynamic supervisor was given for this child; null otherwise.</summary>
    public object? Argument { get; }

    internal Child Child { get; }

    /// <summary>How the start went; null while it is under way.</summary>
    internal StartResult? Result { get; private set; }

    /// <summary>What the start function has returned; null before, and when it had ended by then.</summary>
    internal Task<StartResult>? Answer { get; private set; }

    internal bool IsOver => Result is not null;

    /// <summary>True once its time was cut short because the supervisor must exit.</summary>
    internal bool IsHurried { get; set; }

    /// <summary>Ends the patience; null without a limit.</summary>
    internal TimedMessage? Timer { get; set; }

    /// <summary>The process whose start has not ended; none when there is none.</summary>
    internal Pid Unfinished { get; private set; }

    private bool IsGivenUp { get; set; }

    /// <summary>Starts a server as this child.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="create">Makes the instance; a new one for each start.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes when the server is initialised or gone; return it, or its result. Await it once.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the supervisor's turn, or after the start has ended.</exception>
    /// <exception cref="ProcessExitException">The start was given up.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:start_link/3 in a child specification; no difference.</para></remarks>
    public ValueTask<StartResult> StartServerAsync<TMessage>(Func<GenServer<TMessage>> create, ServerOptions? options = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(create);
        BeginOperation(nameof(StartServerAsync));
        try
        {
            Task<StartResult> start = ServerStart.BeginAsync(
                Runtime, _supervisor, create, options ?? ServerOptions.Default, link: true, out ProcessCell? cell, _owner);
            return FollowAsync(start, cell);
        }
        finally
        {
            _supervisor.EndOperation();
        }
    }

    /// <summary>Starts a process that is one function as this child; it has started as soon as it exists.</summary>
    /// <param name="body">What it does; the child has ended when the task has.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Complete; with <see cref="StartResult.AlreadyStarted"/> when the name is taken.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the supervisor's turn, or after the start has ended.</exception>
    /// <exception cref="ProcessExitException">The start was given up.</exception>
    /// <remarks><para><b>OTP:</b> erlang:spawn_link/1 in a start function; no difference.</para></remarks>
    public ValueTask<StartResult> StartProcessAsync(Func<ProcessContext, Task> body, ProcessOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        BeginOperation(nameof(StartProcessAsync));
        try
        {
            options ??= ProcessOptions.Default;
            ProcessCell? cell = Runtime.StartProcess(
                new BodyBehavior(body), _supervisor, options, static (from, to) => from.LinkNewProcessOnTurn(to), Owned);
            StartResult result = cell is null
                ? new StartResult.AlreadyStarted(new Pid(Runtime.Names.Holder(options.Name!)))
                : new StartResult.Started(cell.Pid);
            return FollowAsync(Task.FromResult(result), cell);
        }
        finally
        {
            _supervisor.EndOperation();
        }
    }

    /// <summary>Starts a supervisor, and with it its children, as this child.</summary>
    /// <param name="spec">What to start; may be made here, for each start anew.</param>
    /// <returns>Completes when all its children are started, or it is gone; return it, or its result. Await it once.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the supervisor's turn, or after the start has ended.</exception>
    /// <exception cref="ProcessExitException">The start was given up.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:start_link/3 in a child specification; no difference.</para></remarks>
    public ValueTask<StartResult> StartSupervisorAsync(SupervisorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        BeginOperation(nameof(StartSupervisorAsync));
        try
        {
            Task<StartResult> start = SupervisorStart.BeginAsync(Runtime, _supervisor, spec, Path, out ProcessCell? cell, _owner);
            return FollowAsync(start, cell);
        }
        finally
        {
            _supervisor.EndOperation();
        }
    }

    /// <summary>Gives the process that is started next something to own.</summary>
    /// <param name="owner">Disposed when the process's code is over, after its <c>TerminateAsync</c> and before anybody hears of its end; if no
    /// process is started, when the start has ended.</param>
    /// <exception cref="InvalidOperationException">This start owns something already.</exception>
    /// <remarks>
    /// <para>Made for containers: what a child's instance was resolved from lives exactly as long as the child.</para>
    /// <para><b>OTP:</b> none.</para>
    /// </remarks>
    public void Own(IAsyncDisposable owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        _owner = _owner is null ? owner : throw SupervisorErrors.OwnsAlready(Path);
    }

    /// <summary>Has the supervisor go on with <see cref="SupervisorBehavior.OnStartEnded"/>, in its turn, when the start function has ended.</summary>
    internal void Await(Task<StartResult> answer)
    {
        Answer = answer;
        answer.GetAwaiter().UnsafeOnCompleted(GoOn);
    }

    /// <summary>The start function has ended.</summary>
    internal void End(StartResult result)
    {
        Unfinished = Pid.None;
        Result ??= result;
        if (_owner is { } unused)
        {
            _owner = null;
            _ = DisposeAsync(unused);
        }
    }

    /// <summary>Nobody waits for the start any longer: what the function still wants from here is refused.</summary>
    internal void GiveUp() => IsGivenUp = true;

    private void GoOn() => _behavior.OnStartEnded(this);

    private void BeginOperation(string operation)
    {
        if (IsOver)
        {
            throw SupervisorErrors.StartIsOver(operation, Path);
        }

        if (IsGivenUp)
        {
            throw new ProcessExitException(new ExitReason.Custom("timeout"));
        }

        _supervisor.BeginOperation(operation);
    }

    private ValueTask<StartResult> FollowAsync(Task<StartResult> start, ProcessCell? cell)
    {
        if (cell is not null)
        {
            _owner = null;
            Unfinished = cell.Pid;
        }

        return new ValueTask<StartResult>(start);
    }

    private void Owned(ProcessCell cell)
    {
        if (_owner is not null)
        {
            cell.Extra.Owner = _owner;
        }
    }

    private async Task DisposeAsync(IAsyncDisposable unused)
    {
        try
        {
            await unused.DisposeAsync().ConfigureAwait(true); // in the supervisor
        }
        // The owner is the user's; its failure is told and must not become the supervisor's.
        catch (Exception error)
        {
            Runtime.Reports.OwnerDisposeFailed(_supervisor.Pid, error);
        }
    }
}
