using System.Threading.Tasks.Dataflow;

namespace Supervision.Benchmarks.Twins;

/// <summary>Tasks that post to an action block, which may be bounded; an operation is a message.</summary>
internal sealed class DataflowOneWay(string operation, int producers, int capacity = DataflowBlockOptions.Unbounded) : TwinWorkload(operation, "dataflow")
{
    internal override async Task RunAsync(int operations)
    {
        ActionBlock<object> block = new(static _ => { }, new ExecutionDataflowBlockOptions { BoundedCapacity = capacity });
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(() => ProduceAsync(block, operations / producers))));
        block.Complete();
        await block.Completion;
    }

    private async Task ProduceAsync(ActionBlock<object> block, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (capacity == DataflowBlockOptions.Unbounded)
            {
                block.Post(Play.TheBall);
            }
            else
            {
                await block.SendAsync(Play.TheBall);
            }
        }
    }
}
