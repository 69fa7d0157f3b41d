using System.Globalization;

namespace Supervision.Pools;

/// <summary>The process that makes as many workers as there are to be: the queue hears of fewer before and of more before they start. When it was ended on
/// the way it begins with what was left.</summary>
internal sealed class PoolSizer<TMessage>(PoolShape<TMessage> shape) : GenServer<PoolSizing>
    where TMessage : notnull
{
    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override async ValueTask ContinueAsync(object? argument) => await ApplyAsync(shape.Size).ConfigureAwait(true); // in the process

    protected override async ValueTask HandleAsync(PoolSizing message) => Reply(message, await ApplyAsync(message.Size).ConfigureAwait(true)); // in the process

    private async Task<int> ApplyAsync(int size)
    {
        SupervisorRef workers = SupervisorRef.ForName(Context.Runtime, shape.WorkersName);
        await TellQueueAsync(size).ConfigureAwait(true); // in the process
        HashSet<int> running = [];
        foreach (ChildInfo child in await workers.ListChildrenAsync(Stopping).ConfigureAwait(true)) // in the process
        {
            int index = int.Parse(child.Id!, CultureInfo.InvariantCulture);
            if (index < size)
            {
                running.Add(index);
            }
            else
            {
                await workers.TerminateChildAsync(child.Id!, Stopping).ConfigureAwait(true); // in the process
                await workers.DeleteChildAsync(child.Id!, Stopping).ConfigureAwait(true); // in the process
            }
        }

        for (int index = 0; index < size; index++)
        {
            if (!running.Contains(index)
                && await workers.StartChildAsync(shape.Worker(index), Stopping).ConfigureAwait(true) is not ChildResult.Started) // in the process
            {
                size = Math.Max(1, index);
                await TellQueueAsync(size).ConfigureAwait(true); // in the process
            }
        }

        return size;
    }

    private ValueTask<bool> TellQueueAsync(int size)
    {
        shape.Size = size;
        return ServerRef<PoolRequest<TMessage>>.ForName(Context.Runtime, shape.QueueName)
            .CallAsync(new PoolRequest<TMessage>.SetSize(size), Timeout.InfiniteTimeSpan, Stopping);
    }
}
