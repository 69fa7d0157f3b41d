namespace DeviceGateway;

/// <summary>Tracks one device: asks it through its connection, keeps what it says, and lets readings go only when they are on the disk. It outlives the
/// connection, with which it shares no link: that its successor says hello is all that it needs to know. Garbage ends it.</summary>
internal sealed class DeviceMachine(DeviceConfiguration given, GatewayParts parts) : StateMachine<DeviceState, IMachineMessage>(DeviceState.Offline)
{
    private const string PollTimer = "poll";
    private const string AnswerTimer = "answer";
    private const int Kept = 10;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Queue<Reading> _latest = [];
    private readonly Queue<DeviceGap> _gaps = [];
    private DeviceConfiguration _device = given;
    private DateTimeOffset? _heard;
    private string? _why = "it was not asked yet";
    private long _safe;
    private long _taken;
    private int _failures;

    private ServerRef<IConnectionMessage> Connection => GatewayNames.ConnectionOf(Context.Runtime, _device.Id);

    /// <summary>With jitter, so that hundreds of devices are not asked in the same moment; and soon, however seldom this one is asked: one that is bonkers
    /// is to be known as such.</summary>
    private TimeSpan FirstAttempt => Backoff.Exponential(Soon, Soon).DelayOf(1, Context.Runtime);

    private TimeSpan NextAttempt => Backoff.Exponential(_device.PollEvery, LongestPause > _device.PollEvery ? LongestPause : _device.PollEvery)
        .DelayOf(Math.Max(_failures, 1), Context.Runtime);

    protected override async ValueTask<InitResult> InitAsync()
    {
        parts.Group.Join(Context);
        _device = await GatewayNames.Cache(Context.Runtime).CallAsync(new CacheMessage.Find(_device.Id), cancellationToken: Stopping) ?? _device;
        Count(new MetricsMessage.PollerStarted(_device.Id));
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(DeviceState state, IMachineMessage message)
    {
        switch (message)
        {
            case MachineMessage.ConnectionStarted:
                GoOffline("its connection was started anew");
                SetTimer(PollTimer, _failures++ == 0 && _heard is null ? FirstAttempt : TimeSpan.Zero, new MachineMessage.Poll());
                break;
            case MachineMessage.Poll:
                Connection.Cast(new ConnectionMessage.Read(_safe));
                SetTimer(AnswerTimer, DeviceConnection.AnswersWithin * 2, new MachineMessage.Lost("its connection does not answer"));
                break;
            case MachineMessage.Answered answered:
                await TakeAsync(state, answered);
                break;
            case MachineMessage.Lost lost:
                Count(new MetricsMessage.Failed(_device.Id, IsGarbage: false));
                _failures++;
                GoOffline(lost.Why);
                SetTimer(PollTimer, NextAttempt, new MachineMessage.Poll());
                break;
            case MachineMessage.Garbage garbage:
                Count(new MetricsMessage.Failed(_device.Id, IsGarbage: true));
                throw new DeviceGarbageException($"{_device.Id}: {garbage.Why}");
            case ConfigurationChanged changed when changed.Of(_device.Id) is { } device:
                _device = device;
                SetTimer(PollTimer, device.PollEvery, new MachineMessage.Poll());
                break;
            case MachineMessage.Ask ask:
                Reply(ask, new DeviceView(_device, state, _taken, _safe, [.. _latest], [.. _gaps], _why));
                break;
        }
    }

    protected override object Describe() => new { State, Taken = _taken, Safe = _safe, Gaps = _gaps.Count, Why = _why };

    /// <summary>A reading is let go of when the queue has it on the disk. If it does not, the device is asked for the same one again.</summary>
    private async ValueTask TakeAsync(DeviceState state, MachineMessage.Answered answered)
    {
        Reading reading = answered.Reading;
        SetTimer(AnswerTimer, Timeout.InfiniteTimeSpan, new MachineMessage.Poll());
        CallResult<bool> kept = reading.Sequence == _safe
            ? default
            : await GatewayNames.Readings(Context.Runtime).TryCallAsync(new ReadingsMessage.Keep(reading), cancellationToken: Stopping);
        SetTimer(PollTimer, _device.PollEvery, new MachineMessage.Poll());
        DateTimeOffset now = Context.Time.GetUtcNow();
        long missing = _safe == 0 ? 0 : Math.Max(0, reading.Sequence - _safe - 1);
        if (_heard is { } heard && (state == DeviceState.Offline || missing > 0))
        {
            Keep(_gaps, new DeviceGap(heard, now, missing));
        }

        (_heard, _why, _failures) = (now, null, 0);
        MoveTo(DeviceState.Online);
        Count(new MetricsMessage.Polled(_device.Id, answered.After));
        if (kept.TryGetReply(out bool isSafe) && isSafe)
        {
            _safe = reading.Sequence;
            _taken++;
            Keep(_latest, reading);
        }
    }

    private void GoOffline(string why)
    {
        _why = why;
        MoveTo(DeviceState.Offline);
    }

    private void Count(MetricsMessage message)
    {
        // While the left side is away there is nobody to count, and nobody needs to hear of that.
        ServerRef<MetricsMessage> meters = GatewayNames.Meters(Context.Runtime);
        if (meters.Pid != Pid.None)
        {
            meters.Cast(message);
        }
    }

    private static void Keep<T>(Queue<T> all, T one)
    {
        all.Enqueue(one);
        if (all.Count > Kept)
        {
            all.Dequeue();
        }
    }
}
