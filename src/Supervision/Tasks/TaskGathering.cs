namespace Supervision.Tasks;

/// <summary>Several waits for tasks that are one. Decided once: by the first that fails, or by the last of those that are needed. The others are then
/// abandoned.</summary>
internal sealed class TaskGathering<TResult, TOne, TAll>
{
    private readonly Task<TOne>[] _waits;
    private readonly Func<Task<TOne>[], TAll> _result;
    private readonly TaskCompletionSource<TAll> _all;
    private readonly CancellationTokenSource _rest;
    private int _missing;

    private TaskGathering(
        SupervisedTask<TResult>[] tasks, int missing, Func<SupervisedTask<TResult>, CancellationToken, Task<TOne>> wait,
        Func<Task<TOne>[], TAll> result, CancellationToken cancellationToken)
    {
        _result = result;
        _missing = missing;
        _all = new TaskCompletionSource<TAll>(tasks[0].Runtime.Scheduler.CompletionOptions);
        _rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _waits = Array.ConvertAll(tasks, task => wait(task, _rest.Token));
    }

    internal static Task<TAll> BeginAsync(
        SupervisedTask<TResult>[] tasks, int? enough, Func<SupervisedTask<TResult>, CancellationToken, Task<TOne>> wait,
        Func<Task<TOne>[], TAll> result, CancellationToken cancellationToken)
    {
        if (tasks.Length == 0)
        {
            return Task.FromResult(result([]));
        }

        TaskGathering<TResult, TOne, TAll> gathering = new(tasks, Math.Min(enough ?? tasks.Length, tasks.Length), wait, result, cancellationToken);
        foreach (Task<TOne> one in gathering._waits)
        {
            _ = one.ContinueWith(
                static (ended, all) => ((TaskGathering<TResult, TOne, TAll>)all!).End(ended), gathering, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return gathering._all.Task;
    }

    /// <summary>On the thread where a wait ends.</summary>
    private void End(Task<TOne> ended)
    {
        bool isDecided = ended switch
        {
            { IsFaulted: true } => _all.TrySetException(ended.Exception.InnerException!),
            { IsCanceled: true } => !_all.Task.IsCompleted && _all.TrySetException(new TaskCanceledException(ended)),
            _ => Interlocked.Decrement(ref _missing) == 0 && _all.TrySetResult(_result(_waits)), // others may end at the same time
        };
        if (isDecided)
        {
            _rest.Cancel();

            // What it registered with the caller's token would stay there as long as that lives.
            _rest.Dispose();
        }
    }
}
