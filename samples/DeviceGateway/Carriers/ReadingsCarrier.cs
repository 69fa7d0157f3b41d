using System.Text.Json;

namespace DeviceGateway;

/// <summary>Brings readings from the disk of this side to the database and the queue of the other. They go from the disk only when both have them, so after a
/// loss of either they may come twice: the database knows a reading by its number, and so does whoever reads the queue.</summary>
internal sealed class ReadingsCarrier : GenServer<string>
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private static readonly Backoff Attempts = Backoff.Exponential(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
    private string? _why;
    private int _failures;
    private long _carried;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => CarryAsync();

    protected override ValueTask HandleAsync(string message) => CarryAsync();

    protected override ValueTask HandleSignalAsync(Signal signal) => signal is Signal.Timeout ? CarryAsync() : ValueTask.CompletedTask;

    protected override object Describe() => new { Carried = _carried, Why = _why };

    private async ValueTask CarryAsync()
    {
        int left = 0;
        _why = null;
        CallResult<IReadOnlyList<Reading>> peeked = await GatewayNames.Readings(Context.Runtime).TryCallAsync(new ReadingsMessage.Peek(AtOnce));
        if (!peeked.TryGetReply(out IReadOnlyList<Reading>? readings))
        {
            _why = "the queue of readings is away";
        }
        else if (readings.Count > 0)
        {
            _why = await HandOverAsync(readings);
            if (_why is null)
            {
                left = await DropAsync(readings.Count);
            }
        }

        _failures = _why is null ? 0 : _failures + 1;
        SetTimeout(_why is not null ? Attempts.DelayOf(_failures, Context.Runtime) : left > 0 ? TimeSpan.Zero : Rest);
    }

    /// <summary>Null when both have them.</summary>
    private async ValueTask<string?> HandOverAsync(IReadOnlyList<Reading> readings)
    {
        CallResult<Remote<bool>> stored = await GatewayNames.Database(Context.Runtime).TryCallAsync(new DatabaseMessage.Store(readings));
        if (!stored.TryGetReply(out Remote<bool>? inDatabase) || inDatabase is not Remote<bool>.Done)
        {
            return (inDatabase as Remote<bool>.Disconnected)?.Why ?? "the database pool is away";
        }

        var publish = new PublishMessage.Publish(
            QueueNames.Readings,
            Invariant($"{readings[0].DeviceId}-{readings[0].Sequence}"),
            JsonSerializer.Serialize(readings, GatewayJson.Plain.IReadOnlyListReading));
        CallResult<Remote<bool>> published = await GatewayNames.Publisher(Context.Runtime).TryCallAsync(publish);
        return published.TryGetReply(out Remote<bool>? inQueue) && inQueue is Remote<bool>.Done
            ? null
            : (inQueue as Remote<bool>.Disconnected)?.Why ?? "the publishers are away";
    }

    private async ValueTask<int> DropAsync(int count)
    {
        CallResult<int> left = await GatewayNames.Readings(Context.Runtime).TryCallAsync(new ReadingsMessage.Drop(count));
        _carried += count;
        GatewayNames.Meters(Context.Runtime).Cast(new MetricsMessage.Reported(count));
        return left.TryGetReply(out int waiting) ? waiting : 0;
    }
}
