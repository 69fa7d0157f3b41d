using System.Diagnostics;
using Supervision.Tasks;

namespace Supervision;

/// <summary>The handle of a supervisor of tasks: to start them.</summary>
/// <remarks>
/// <para><see cref="Untyped"/> lists, counts and stops them. What is said of <see cref="SupervisorRef"/> holds here.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> none; the reference of Elixir's Task.Supervisor.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct TaskSupervisorRef
{
    private readonly DynamicSupervisorRef<TaskStart> _supervisor;
    private readonly ProcessRuntime _runtime;

    private TaskSupervisorRef(ProcessRuntime runtime, DynamicSupervisorRef<TaskStart> supervisor) => (_runtime, _supervisor) = (runtime, supervisor);

    /// <summary>The same supervisor, for what has nothing to do with tasks.</summary>
    public SupervisorRef Untyped => _supervisor.Untyped;

    /// <summary>A handle that finds the supervisor by its name at each use.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> none; a name as Elixir's Task.Supervisor.</para></remarks>
    public static TaskSupervisorRef ForName(ProcessRuntime runtime, string name) => new(runtime, DynamicSupervisorRef<TaskStart>.ForName(runtime, name));

    /// <summary>A handle of a process of which you know that it is a supervisor of tasks.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="pid">The process.</param>
    /// <returns>The handle.</returns>
    /// <remarks><para><b>OTP:</b> none; a pid as Elixir's Task.Supervisor.</para></remarks>
    public static TaskSupervisorRef ForPid(ProcessRuntime runtime, Pid pid)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return new(runtime, DynamicSupervisorRef<TaskStart>.ForPid(pid));
    }

    /// <summary>Starts a task that is linked to the calling process: when one fails, so does the other.</summary>
    /// <typeparam name="TResult">What it computes.</typeparam>
    /// <param name="owner">The calling process.</param>
    /// <param name="work">What the task does, in its own process.</param>
    /// <param name="cancellationToken">Abandons the wait for the start; the task may still be started.</param>
    /// <returns>Completes with its handle when it is started.</returns>
    /// <exception cref="StartFailedException">It was not started: there are as many as allowed (<c>max_children</c>), or the supervisor's
    /// tasks are restarted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended meanwhile.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.Supervisor.async/3.</para></remarks>
    public Task<SupervisedTask<TResult>> RunAsync<TResult>(
        ProcessContext owner, Func<ProcessContext, Task<TResult>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(work);
        return BeginAsync(new TaskRun<TResult>(work, owner.Self), cancellationToken);
    }

    /// <summary>Starts a task that is linked to nobody but its supervisor: its failure is seen by whoever waits for it.</summary>
    /// <typeparam name="TResult">What it computes.</typeparam>
    /// <param name="work">What the task does, in its own process.</param>
    /// <param name="cancellationToken">Abandons the wait for the start; the task may still be started.</param>
    /// <returns>Completes with its handle when it is started.</returns>
    /// <exception cref="StartFailedException">As for <see cref="RunAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended meanwhile.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.Supervisor.async_nolink/3. Differs: also from outside of processes.</para></remarks>
    public Task<SupervisedTask<TResult>> RunUnlinkedAsync<TResult>(
        Func<ProcessContext, Task<TResult>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return BeginAsync(new TaskRun<TResult>(work, Pid.None), cancellationToken);
    }

    /// <summary>Starts a task that nobody waits for. It is restarted as the supervisor's tasks are.</summary>
    /// <param name="work">What the task does, in its own process; at a restart again.</param>
    /// <param name="cancellationToken">Abandons the wait for the start; the task may still be started.</param>
    /// <returns>Completes with <see cref="ChildResult.Started"/>, or with why it does not run, such as <see cref="ChildResult.Full"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended meanwhile.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.Supervisor.start_child/3.</para></remarks>
    public Task<ChildResult> StartAsync(Func<ProcessContext, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _supervisor.StartChildAsync(new TaskStart(work, IsAwaited: false), null, cancellationToken);
    }

    /// <summary>Runs a task for each item, a few at a time, and gives the outcomes as they come.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TResult">What a task computes.</typeparam>
    /// <param name="owner">The calling process, which alone may walk through the stream.</param>
    /// <param name="items">The items; taken one after the other, when there is room for a task.</param>
    /// <param name="work">What a task does with its item, in its own process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the stream; what runs is killed.</param>
    /// <returns>The outcomes. Nothing is started before they are asked for. Whoever stops early, or gets an exception, leaves nothing: what
    /// runs is killed, and no link and no message of it remains.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is not in its range.</exception>
    /// <exception cref="TimeoutException">While it is walked through: a task took too long.</exception>
    /// <exception cref="StartFailedException">While it is walked through: as for <see cref="RunAsync"/>.</exception>
    /// <exception cref="CallFailedException">While it is walked through: there is no such supervisor.</exception>
    /// <exception cref="OperationCanceledException">While it is walked through: the token was cancelled, or the process has been told to end.
    /// Tasks that are not linked then run to their end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.Supervisor.async_stream/4 and async_stream_nolink/4.</para></remarks>
    public IAsyncEnumerable<TaskOutcome<TResult>> RunEachAsync<TItem, TResult>(
        ProcessContext owner,
        IEnumerable<TItem> items,
        Func<ProcessContext, TItem, Task<TResult>> work,
        TaskStreamOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        return new TaskStream<TItem, TResult>(this, owner, work, TaskErrors.Checked(options ?? TaskStreamOptions.Default))
            .RunAsync(items, cancellationToken);
    }

    /// <summary>The name, or the pid.</summary>
    public override string ToString() => _supervisor.ToString();

    /// <summary>Not an async method: outside of processes the task must complete where the start is decided, so that a test's virtual run sees
    /// it.</summary>
    private Task<SupervisedTask<TResult>> BeginAsync<TResult>(TaskRun<TResult> run, CancellationToken cancellationToken)
    {
        ProcessRuntime runtime = _runtime;
        return _supervisor.StartChildAsync(new TaskStart(run.RunAsync, IsAwaited: true), null, cancellationToken).ContinueWith(
            start => start.GetAwaiter().GetResult() is ChildResult.Started started
                ? new SupervisedTask<TResult>(runtime, started.Pid, run)
                : throw TaskErrors.NotStarted(start.Result),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
