using System.Text.Json;

namespace DeviceGateway;

/// <summary>Brings readings from the disk of this side to the database and the queue of the other. They go from the disk only when both have them, so after a
/// loss of either they may come twice: the database knows a reading by its number, and so does whoever reads the queue.</summary>
internal sealed class ReadingsCarrier : GenServer<string>
{
    private const int AtOnce = 500;
    private static readonly Backoff Pauses = Backoff.Exponential(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
    private string? _why;
    private int _failures;
    private long _carried;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => CarryAsync();

    protected override ValueTask HandleAsync(string message) => CarryAsync();

    protected override ValueTask HandleSignalAsync(Signal signal) => signal is Signal.Timeout ? CarryAsync() : ValueTask.CompletedTask;

    protected override object Describe() => new { Carried = _carried, Why = _why };

    /// <summary>Waits for readings; there may be none for hours.</summary>
    private async ValueTask CarryAsync()
    {
        CallResult<IReadOnlyList<Reading>> peeked = await GatewayNames.Readings(Context.Runtime)
            .TryCallAsync(new ReadingsMessage.Peek(AtOnce), Timeout.InfiniteTimeSpan, Stopping);
        _why = peeked.TryGetReply(out IReadOnlyList<Reading>? readings) ? await HandOverAsync(readings) : "the queue of readings is away";
        if (_why is null)
        {
            await DropAsync(readings!.Count);
        }

        _failures = _why is null ? 0 : _failures + 1;
        SetTimeout(_why is null ? TimeSpan.Zero : Pauses.DelayOf(_failures, Context.Runtime));
    }

    /// <summary>Null when both have them.</summary>
    private async ValueTask<string?> HandOverAsync(IReadOnlyList<Reading> readings)
    {
        CallResult<Remote<bool>> stored = await GatewayNames.Database(Context.Runtime).TryCallAsync(new DatabaseMessage.Store(readings), cancellationToken: Stopping);
        if (!stored.TryGetReply(out Remote<bool>? inDatabase) || inDatabase is not Remote<bool>.Done)
        {
            return (inDatabase as Remote<bool>.Disconnected)?.Why ?? "the database pool is away";
        }

        var publish = new PublishMessage.Publish(
            QueueNames.Readings,
            Invariant($"{readings[0].DeviceId}-{readings[0].Sequence}"),
            JsonSerializer.Serialize(readings, GatewayJson.Plain.IReadOnlyListReading));
        CallResult<Remote<bool>> published = await GatewayNames.Publisher(Context.Runtime).TryCallAsync(publish, cancellationToken: Stopping);
        return published.TryGetReply(out Remote<bool>? inQueue) && inQueue is Remote<bool>.Done
            ? null
            : (inQueue as Remote<bool>.Disconnected)?.Why ?? "the publishers are away";
    }

    private async ValueTask DropAsync(int count)
    {
        await GatewayNames.Readings(Context.Runtime).TryCallAsync(new ReadingsMessage.Drop(count), cancellationToken: Stopping);
        _carried += count;
        GatewayNames.Meters(Context.Runtime).Cast(new MetricsMessage.Reported(count));
    }
}
