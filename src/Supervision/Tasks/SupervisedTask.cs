using System.Diagnostics;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Tasks;

namespace Supervision;

/// <summary>The handle of a task that computes something in a process of its own.</summary>
/// <typeparam name="TResult">What it computes.</typeparam>
/// <remarks>
/// <para>Anybody may wait for it, several times, and at any time: its outcome is kept as long as the handle. No message is sent for it.</para>
/// <para><b>From:</b> any thread, but for what takes a <see cref="ProcessContext"/>: that only inside that process.</para>
/// <para><b>OTP:</b> none; Elixir's Task.</para>
/// </remarks>
[DebuggerDisplay("task {Pid}")]
public sealed class SupervisedTask<TResult>
{
    private readonly ProcessRuntime _runtime;
    private readonly TaskRun<TResult> _run;

    /// <summary>Begun with the handle, so that the reason of the end is not missed.</summary>
    private readonly Task<ExitReason> _ended;

    internal SupervisedTask(ProcessRuntime runtime, Pid pid, TaskRun<TResult> run)
    {
        _runtime = runtime;
        _run = run;
        Pid = pid;
        _ended = pid.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>The task's process.</summary>
    public Pid Pid { get; }

    internal ProcessRuntime Runtime => _runtime;

    /// <summary>Waits for the result.</summary>
    /// <param name="timeout">How long: null for <see cref="ProcessRuntimeOptions.CallTimeout"/> (5 s), <see cref="Timeout.InfiniteTimeSpan"/> for
    /// ever. The task goes on when it has passed.</param>
    /// <param name="cancellationToken">Abandons the wait; the task goes on.</param>
    /// <returns>Completes with the result when the task is over.</returns>
    /// <exception cref="TaskExitedException">It ended without a result.</exception>
    /// <exception cref="TimeoutException">It is not over in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the calling process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.await/2. Differs: throws where Elixir exits the caller; anybody may wait.</para></remarks>
    public Task<TResult> WaitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        EndedAsync(timeout, cancellationToken).ContinueWith(
            static (ended, task) => ((SupervisedTask<TResult>)task!).Result(ended.GetAwaiter().GetResult()), this, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Waits for the outcome, as a value.</summary>
    /// <param name="timeout">As for <see cref="WaitAsync"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">As for <see cref="WaitAsync"/>.</param>
    /// <returns>Completes with the outcome; with null when it is not over in time.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the calling process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.yield/2.</para></remarks>
    public Task<TaskOutcome<TResult>?> TryWaitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        EndedAsync(timeout, cancellationToken).ContinueWith(
            static (ended, task) => ended.Exception?.InnerException is TimeoutException
                ? null
                : ((SupervisedTask<TResult>)task!)._run.OutcomeOf(ended.GetAwaiter().GetResult()),
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Stops the task and waits until it is gone. The calling process, if it is linked to it, is not any more.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="how">How; null for <see cref="Shutdown.After"/> 5 s.</param>
    /// <returns>Completes with the result when there was one, with null when the task ended as it was told to, and else with why it did.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="OperationCanceledException">The calling process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.shutdown/2.</para></remarks>
    public async Task<TaskOutcome<TResult>?> ShutdownAsync(ProcessContext context, Shutdown? how = null)
    {
        Ignore(context);
        Shutdown shutdown = how ?? Shutdown.After(TimeSpan.FromSeconds(5));
        Pid.Exit(shutdown.IsKill ? ExitReason.Kill : ExitReason.Shutdown);
        if (shutdown.Time is { } time && await TryWaitAsync(time, context.CancellationToken).ConfigureAwait(true) is null) // in the calling process
        {
            Pid.Exit(ExitReason.Kill);
        }

        TaskOutcome<TResult>? outcome = await TryWaitAsync(Timeout.InfiniteTimeSpan, context.CancellationToken).ConfigureAwait(true); // in the calling process
        ExitReason asked = shutdown.IsKill ? ExitReason.Killed : ExitReason.Shutdown;
        return outcome is TaskOutcome<TResult>.Exited exited && exited.Reason == asked ? null : outcome;
    }

    /// <summary>Cares no more whether the task fails: the calling process is not linked to it any more.</summary>
    /// <param name="context">The calling process; one that is not linked makes no difference.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.ignore/1. Differs: the outcome can still be asked for.</para></remarks>
    public void Ignore(ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Unlink(Pid, flush: true);
    }

    private TResult Result(ExitReason reason) => _run.OutcomeOf(reason) switch
    {
        TaskOutcome<TResult>.Completed completed => completed.Result,
        TaskOutcome<TResult>.Exited exited => throw new TaskExitedException(Pid, exited.Reason),
        _ => throw new UnreachableException(),
    };

    /// <summary>A process that is told to end does not wait on.</summary>
    private Task<ExitReason> EndedAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan limit = ProcessErrors.CheckedTimeout(timeout ?? _runtime.CallTimeout, nameof(timeout));
        CancellationToken stopping = (ProcessTarget.Caller as ProcessCell)?.CancellationToken ?? CancellationToken.None;
        Task<ExitReason> ended = _ended.WaitAsync(ProcessErrors.Waitable(limit), _runtime.Time, stopping);
        return cancellationToken.CanBeCanceled ? ended.WaitAsync(cancellationToken) : ended;
    }
}
