namespace DeviceGateway;

/// <summary>A device within the program. It keeps its last reading until it is told that somebody has it, as real ones do.</summary>
internal sealed class MemoryDevice(string id, TimeProvider time, long firstNumber)
{
    private readonly Lock _lock = new();
    private Reading _last = new(id, firstNumber - 1, 0, default);

    /// <summary>Its name.</summary>
    public string Id => id;

    /// <summary>How it behaves.</summary>
    public DeviceMood Mood { get; set; }

    /// <summary>The number of the last reading of which it was told that somebody has it: that one must not be lost any more. 0 for none.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The number of its last reading.</summary>
    public long Last => _last.Sequence;

    /// <summary>Connections that were opened and not closed.</summary>
    public int Open { get; private set; }

    /// <summary>Numbers that nobody was ever told.</summary>
    public HashSet<long> Skipped { get; } = [];

    /// <summary>As if it had measured and nobody had asked: its memory holds one reading, so the others are lost.</summary>
    public void Skip(int readings)
    {
        lock (_lock)
        {
            for (int i = 0; i < readings; i++)
            {
                _last = _last with { Sequence = _last.Sequence + 1 };
                Skipped.Add(_last.Sequence);
            }
        }
    }

    /// <summary>Opens a connection.</summary>
    public Task<IDeviceConnection> ConnectAsync()
    {
        lock (_lock)
        {
            if (Mood == DeviceMood.Away)
            {
                return Task.FromException<IDeviceConnection>(new IOException($"device {id} is away"));
            }

            Open++;
            return Task.FromResult<IDeviceConnection>(new Connection(this));
        }
    }

    private Reading Answer(long after)
    {
        lock (_lock)
        {
            Acknowledged = Math.Max(Acknowledged, after);
            if (after >= _last.Sequence || _last.Sequence < firstNumber)
            {
                long next = _last.Sequence + 1;
                _last = new Reading(id, next, 20 + (next % 10), time.GetUtcNow());
            }

            return _last;
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Connection(MemoryDevice device) : IDeviceConnection
    {
        private bool _isClosed;

        public async Task<Reading> PollAsync(long after, CancellationToken cancellationToken)
        {
            switch (device.Mood)
            {
                case DeviceMood.Bonkers:
                    throw new DeviceGarbageException("'#?!' is no answer");
                case DeviceMood.Away:
                    throw new IOException($"device {device.Id} has hung up");
                case DeviceMood.Silent:
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                    break;
            }

            return device.Answer(after);
        }

        public ValueTask DisposeAsync()
        {
            lock (device._lock)
            {
                device.Open -= _isClosed ? 0 : 1;
                _isClosed = true;
            }

            return ValueTask.CompletedTask;
        }
    }
}
