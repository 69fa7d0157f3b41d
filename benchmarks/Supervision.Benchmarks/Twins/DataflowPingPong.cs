using System.Threading.Tasks.Dataflow;

namespace Supervision.Benchmarks.Twins;

/// <summary>Two action blocks that post to each other; an operation is a round trip.</summary>
internal sealed class DataflowPingPong() : TwinWorkload("ping-pong", "dataflow")
{
    internal override async Task RunAsync(int operations)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int left = operations;
        ActionBlock<object>? second = null;
        ActionBlock<object> first = new(ball =>
        {
            if (--left == 0)
            {
                done.SetResult();
            }
            else
            {
                second!.Post(ball);
            }
        });
        second = new ActionBlock<object>(ball => first.Post(ball));
        second.Post(Play.TheBall);
        await done.Task;
    }
}
