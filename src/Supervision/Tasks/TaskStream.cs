using System.Runtime.CompilerServices;
using Supervision.Runtime;

namespace Supervision.Tasks;

/// <summary>One walk through the items of a stream of tasks. Belongs to the process that walks.</summary>
internal sealed class TaskStream<TItem, TResult>(
    TaskSupervisorRef supervisor, ProcessContext owner, Func<ProcessContext, TItem, Task<TResult>> work, TaskStreamOptions options)
{
    private readonly int _limit = options.MaxConcurrency ?? Environment.ProcessorCount;

    /// <summary>Started and not yet given out, in the order of the items.</summary>
    private readonly List<Run> _runs = [];

    internal async IAsyncEnumerable<TaskOutcome<TResult>> RunAsync(
        IEnumerable<TItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IEnumerator<TItem> rest = items.GetEnumerator();
        try
        {
            bool hasMore = true;
            while (true)
            {
                while (hasMore && HasRoom && (hasMore = rest.MoveNext()))
                {
                    await StartAsync(rest.Current, cancellationToken).ConfigureAwait(true); // in the process that walks
                }

                if (_runs.Count == 0)
                {
                    yield break;
                }

                if (await NextAsync(cancellationToken).ConfigureAwait(true) is { } outcome) // in the process that walks
                {
                    yield return outcome;
                }
            }
        }
        finally
        {
            await StopAllAsync().ConfigureAwait(true); // in the process that walks
        }
    }

    /// <summary>Outcomes that wait for one before them are limited too: a slow first item must not gather all others.</summary>
    private bool HasRoom => Active.Count() < _limit && _runs.Count < 2L * _limit;

    private IEnumerable<Run> Active => _runs.Where(static run => !run.Wait.IsCompleted);

    private async Task StartAsync(TItem item, CancellationToken cancellationToken)
    {
        SupervisedTask<TResult> task = options.IsLinked
            ? await supervisor.RunAsync(owner, process => work(process, item), cancellationToken).ConfigureAwait(true) // in the process that walks
            : await supervisor.RunUnlinkedAsync(process => work(process, item), cancellationToken).ConfigureAwait(true); // the same
        _runs.Add(new Run(task, task.TryWaitAsync(options.Timeout, cancellationToken)));
    }

    /// <summary>The next outcome; null when one is there that has to wait for those before it.</summary>
    private async Task<TaskOutcome<TResult>?> NextAsync(CancellationToken cancellationToken)
    {
        Run? ready = options.IsOrdered ? _runs[0] : _runs.Find(static run => run.Wait.IsCompleted);
        if (ready is not { Wait.IsCompleted: true })
        {
            await Task.WhenAny(Active.Select(static run => run.Wait)).ConfigureAwait(true); // in the process that walks
            return null;
        }

        if (await ready.Wait.ConfigureAwait(true) is { } outcome) // completed
        {
            _runs.Remove(ready);
            ready.Task.Ignore(owner);
            return outcome;
        }

        if (!options.ContinueOnTimeout)
        {
            throw TaskErrors.ItemTooSlow(ready.Task.Pid, options.Timeout);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _runs.Remove(ready);
        return await ready.Task.ShutdownAsync(owner, Shutdown.Kill).ConfigureAwait(true) as TaskOutcome<TResult>.Completed // in the process that walks
            ?? (TaskOutcome<TResult>)new TaskOutcome<TResult>.Exited(new ExitReason.Custom("timeout"));
    }

    /// <summary>Nobody wants the rest: it is killed, and leaves neither links nor messages.</summary>
    private async Task StopAllAsync()
    {
        // A process that must end cannot wait; its links, or its supervisor, see to the tasks.
        foreach (Run run in _runs.Where(_ => owner.Cell.Life == ProcessLife.Running))
        {
            await run.Task.ShutdownAsync(owner, Shutdown.Kill).ConfigureAwait(true); // in the process that walks
        }

        _runs.Clear();
    }

    private sealed record Run(SupervisedTask<TResult> Task, Task<TaskOutcome<TResult>?> Wait);
}
