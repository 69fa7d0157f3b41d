using System.Globalization;

namespace Supervision.Pools;

/// <summary>
/// The process that makes as many workers as there are to be: the queue hears of fewer before and of more before they start. When it was ended on
/// the way it begins with what was left.
/// <code>
/// a size is asked for      the queue is told; it answers when those that are too many have come to the end of what they do, or a later size came
/// answered, still wanted   workers are stopped and started, one after the other
/// a later size came        what was begun for the earlier one stops before its next step; whoever waits hears of the later one
/// </code>
/// Its requests reach the queue and the supervisor of the workers in their order, so the later size finds all that was begun for the earlier one.
/// </summary>
internal sealed class PoolSizer<TMessage>(PoolShape<TMessage> shape) : GenServer<PoolSizing>
    where TMessage : notnull
{
    private readonly List<ReplyTo<int>> _asking = [];

    /// <summary>How often a size was wanted.</summary>
    private int _wanted;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument)
    {
        _ = ResizeAsync(shape.Size, ++_wanted);
        return default;
    }

    protected override ValueTask HandleAsync(PoolSizing message)
    {
        _asking.Add(TakeCaller(message));
        _ = ResizeAsync(message.Size, ++_wanted);
        return default;
    }

    /// <summary>Nobody awaits it: a worker may take long, and the next size must not wait for that.</summary>
    private async Task ResizeAsync(int size, int wanted)
    {
        try
        {
            if (await ApplyAsync(size, wanted).ConfigureAwait(true) is { } made) // in the process
            {
                _asking.ForEach(caller => caller.Reply(made));
                _asking.Clear();
            }
        }
        catch (Exception error) when (error is not ProcessExitException)
        {
            // The queue or the supervisor of the workers has ended; the next begins with what they are then.
            Self.Exit(Context.Cell.ReasonOf(error));
        }
    }

    /// <summary>Answers how many there are; null when a later size is wanted.</summary>
    private async Task<int?> ApplyAsync(int size, int wanted)
    {
        // What a process before this one had asked for may come late, and is taken for a later size.
        while (!await TellQueueAsync(size).ConfigureAwait(true)) // in the process
        {
            if (wanted != _wanted)
            {
                return null;
            }
        }

        SupervisorRef workers = SupervisorRef.ForName(Context.Runtime, shape.WorkersName);
        if (await KeepAsync(workers, size, wanted).ConfigureAwait(true) is not { } running) // in the process
        {
            return null;
        }

        for (int index = 0; index < size && wanted == _wanted; index++)
        {
            if (!running.Contains(index)
                && await workers.StartChildAsync(shape.Worker(index), Stopping).ConfigureAwait(true) is not ChildResult.Started // in the process
                && wanted == _wanted)
            {
                size = Math.Max(1, index);
                await TellQueueAsync(size).ConfigureAwait(true); // in the process
            }
        }

        return wanted == _wanted ? size : null;
    }

    /// <summary>Stops those that are too many, and answers which there are; null when a later size is wanted.</summary>
    private async Task<HashSet<int>?> KeepAsync(SupervisorRef workers, int size, int wanted)
    {
        HashSet<int> running = [];
        foreach (ChildInfo child in await workers.ListChildrenAsync(Stopping).ConfigureAwait(true)) // in the process
        {
            int index = int.Parse(child.Id!, CultureInfo.InvariantCulture);

            // One that is stopped was too many for a size that is not wanted any more.
            if (index < size && child.Status != ChildInfo.State.Stopped)
            {
                running.Add(index);
                continue;
            }

            if (wanted == _wanted)
            {
                await workers.TerminateChildAsync(child.Id!, Stopping).ConfigureAwait(true); // in the process
            }

            if (wanted == _wanted)
            {
                await workers.DeleteChildAsync(child.Id!, Stopping).ConfigureAwait(true); // in the process
            }
        }

        return wanted == _wanted ? running : null;
    }

    /// <summary>Completes when the workers that are too many have come to the end of what they do; with false when a later size came.</summary>
    private ValueTask<bool> TellQueueAsync(int size)
    {
        shape.Size = size;
        return ServerRef<PoolRequest<TMessage>>.ForName(Context.Runtime, shape.QueueName)
            .CallAsync(new PoolRequest<TMessage>.SetSize(), Timeout.InfiniteTimeSpan, Stopping);
    }
}
