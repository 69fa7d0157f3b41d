using System.Threading.Channels;

namespace Supervision.Benchmarks.Twins;

/// <summary>A request with a completion source in a channel.</summary>
internal sealed class ChannelCall(string operation, bool limited) : TwinWorkload(operation, "channel")
{
    private readonly Channel<TaskCompletionSource<int>> _channel =
        Channel.CreateUnbounded<TaskCompletionSource<int>>(new UnboundedChannelOptions { SingleReader = true });

    internal override Task SetUpAsync()
    {
        _ = Task.Run(async () =>
        {
            await foreach (TaskCompletionSource<int> request in _channel.Reader.ReadAllAsync())
            {
                request.SetResult(1);
            }
        });
        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations) => Task.Run(async () =>
    {
        for (int i = 0; i < operations; i++)
        {
            TaskCompletionSource<int> request = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _channel.Writer.TryWrite(request);
            await (limited ? request.Task.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System) : request.Task);
        }
    });

    public override ValueTask DisposeAsync()
    {
        _channel.Writer.Complete();
        return base.DisposeAsync();
    }
}
