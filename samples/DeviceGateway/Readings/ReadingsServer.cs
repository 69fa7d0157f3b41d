namespace DeviceGateway;

/// <summary>Readings between the right side, which takes them from devices, and the left, which may be away: they wait on the disk. What comes while the
/// disk is busy goes to it together. A disk that fails ends this process: nothing is acknowledged then, and devices keep what they have.</summary>
internal sealed class ReadingsServer(IReadingsDisk disk, int capacity) : GenServer<ReadingsMessage>
{
    private const int MostAtOnce = 1_000;

    private readonly Queue<Reading> _waiting = [];

    /// <summary>Not on the disk yet, with whom to tell.</summary>
    private readonly List<(Reading Reading, ReplyTo<bool> Device)> _coming = [];

    /// <summary>Who waits for a reading, and how many it takes.</summary>
    private (ReplyTo<IReadOnlyList<Reading>> Carrier, int Most) _asking;

    protected override async ValueTask<InitResult> InitAsync()
    {
        foreach (Reading reading in await disk.OpenAsync(Stopping))
        {
            _waiting.Enqueue(reading);
        }

        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(ReadingsMessage message)
    {
        switch (message)
        {
            case ReadingsMessage.Keep keep when _waiting.Count + _coming.Count >= capacity:
                Reply(keep, false);
                break;
            case ReadingsMessage.Keep keep:
                _coming.Add((keep.Reading, TakeCaller(keep)));
                break;
            case ReadingsMessage.Peek peek:
                _asking = (TakeCaller(peek), peek.Most);
                Answer();
                break;
            case ReadingsMessage.Drop drop:
                await DropAsync(drop.Readings);
                Reply(drop, _waiting.Count);
                break;
            case ReadingsMessage.HowMany count:
                Reply(count, _waiting.Count);
                break;
        }

        await KeepAsync(MostAtOnce);
    }

    /// <summary>Nothing more has come: what has come goes to the disk.</summary>
    protected override ValueTask HandleSignalAsync(Signal signal) => signal is Signal.Timeout ? KeepAsync(1) : ValueTask.CompletedTask;

    protected override object Describe() => new { Waiting = _waiting.Count, Room = capacity };

    private void Answer()
    {
        if (_waiting.Count > 0)
        {
            _asking.Carrier.Reply([.. _waiting.Take(_asking.Most)]);
            _asking = default;
        }
    }

    private async ValueTask DropAsync(int count)
    {
        await disk.DropAsync(count, Stopping);
        for (int i = 0; i < count; i++)
        {
            _waiting.Dequeue();
        }
    }

    private async ValueTask KeepAsync(int from)
    {
        if (_coming.Count < from)
        {
            SetTimeout(_coming.Count > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan);
            return;
        }

        await disk.AppendAsync([.. _coming.Select(one => one.Reading)], Stopping);
        foreach ((Reading reading, ReplyTo<bool> device) in _coming)
        {
            _waiting.Enqueue(reading);
            device.Reply(true);
        }

        _coming.Clear();
        Answer();
    }
}
