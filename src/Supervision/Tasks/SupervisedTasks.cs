using Supervision.Tasks;

namespace Supervision;

/// <summary>Waits for several supervised tasks at once.</summary>
/// <remarks><para><b>OTP:</b> none; functions of Elixir's Task.</para></remarks>
public static class SupervisedTasks
{
    /// <summary>Waits for the results of all tasks.</summary>
    /// <typeparam name="TResult">What they compute.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <param name="timeout">How long, for all together: null for <see cref="ProcessRuntimeOptions.CallTimeout"/> (5 s),
    /// <see cref="Timeout.InfiniteTimeSpan"/> for ever. The tasks go on when it has passed.</param>
    /// <param name="cancellationToken">Abandons the wait; the tasks go on.</param>
    /// <returns>Completes with the results, in the order of the tasks; with none for none.</returns>
    /// <exception cref="TaskExitedException">One of them ended without a result; thrown as soon as that is known, while others may still run.</exception>
    /// <exception cref="TimeoutException">They are not all over in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the calling process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.await_many/2. Differs: throws where Elixir exits the caller.</para></remarks>
    public static Task<IReadOnlyList<TResult>> WaitAllAsync<TResult>(
        this IEnumerable<SupervisedTask<TResult>> tasks, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return TaskGathering<TResult, TResult, IReadOnlyList<TResult>>.BeginAsync(
            [.. tasks], null,
            (task, token) => task.WaitAsync(timeout, token),
            static waits => [.. waits.Select(TaskErrors.ResultOf)], cancellationToken);
    }

    /// <summary>Waits for the outcomes of tasks, as values.</summary>
    /// <typeparam name="TResult">What they compute.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <param name="timeout">As for <see cref="WaitAllAsync"/>: null for the runtime's default, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="enough">With how many outcomes to be content; at least 1. Null, the default, for all.</param>
    /// <param name="cancellationToken">As for <see cref="WaitAllAsync"/>.</param>
    /// <returns>Completes when as many are over, or the time is, with an outcome for each task in their order: null for one that is not over. That
    /// one can be waited for again, stopped or ignored.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="enough"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the calling process has been told to end.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.yield_many/2. Differs: what is not over is stopped or ignored by a call of its own.</para></remarks>
    public static Task<IReadOnlyList<TaskOutcome<TResult>?>> TryWaitAllAsync<TResult>(
        this IEnumerable<SupervisedTask<TResult>> tasks, TimeSpan? timeout = null, int? enough = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        TaskErrors.CheckEnough(enough);
        return TaskGathering<TResult, TaskOutcome<TResult>?, IReadOnlyList<TaskOutcome<TResult>?>>.BeginAsync(
            [.. tasks], enough,
            (task, token) => task.TryWaitAsync(timeout, token),
            static waits => [.. waits.Select(static wait => wait.IsCompletedSuccessfully ? TaskErrors.ResultOf(wait) : null)], cancellationToken);
    }
}
