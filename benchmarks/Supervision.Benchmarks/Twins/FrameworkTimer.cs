namespace Supervision.Benchmarks.Twins;

/// <summary>A timer of the framework, started and disposed, while others are pending.</summary>
internal sealed class FrameworkTimer(string operation, int pending) : TwinWorkload(operation, "framework")
{
    private readonly List<ITimer> _others = [];

    internal override Task SetUpAsync()
    {
        for (int i = 0; i < pending; i++)
        {
            _others.Add(Create(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(i % 1_000)));
        }

        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            Create(TimeSpan.FromSeconds(5)).Dispose();
        }

        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _others.ForEach(static timer => timer.Dispose());
        return base.DisposeAsync();
    }

    private static ITimer Create(TimeSpan due) => TimeProvider.System.CreateTimer(static _ => { }, null, due, Timeout.InfiniteTimeSpan);
}
