namespace Supervision.Tests.Bridges;

/// <summary>Takes numbers, one in a millisecond.</summary>
internal sealed class Sink(List<int> taken) : GenServer<Sink.Number>
{
    protected override async ValueTask HandleAsync(Number message)
    {
        await Context.DelayAsync(TimeSpan.FromMilliseconds(1));
        taken.Add(message.Value);
    }

    internal sealed record Number(int Value);
}
