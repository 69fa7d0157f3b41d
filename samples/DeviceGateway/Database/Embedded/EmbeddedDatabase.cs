namespace DeviceGateway;

/// <summary>A database within the program, with a network in front of it that can be cut. It ends with the program.</summary>
internal sealed class EmbeddedDatabase(IEnumerable<DeviceConfiguration> devices) : IDatabase
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredNumbers> _readings = new(StringComparer.Ordinal);
    private IReadOnlyList<DeviceConfiguration> _devices = [.. devices];

    /// <summary>Whether the network to it works.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Sessions that were opened and not closed.</summary>
    public int Open { get; private set; }

    /// <summary>Whether it has a reading.</summary>
    public bool Has(string deviceId, long sequence) => Use(() => _readings.GetValueOrDefault(deviceId)?.Contains(sequence) == true);

    public Task<IDatabaseSession> OpenAsync(CancellationToken cancellationToken) => ReachAsync<IDatabaseSession>(() =>
    {
        Open++;
        return new Session(this);
    });

    private Task<T> ReachAsync<T>(Func<T> use) => IsUp
        ? Task.FromResult(Use(use))
        : Task.FromException<T>(new IOException("the network to the database is down"));

    private T Use<T>(Func<T> use)
    {
        lock (_lock)
        {
            return use();
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Session(EmbeddedDatabase database) : IDatabaseSession
    {
        private bool _isClosed;

        public Task<IReadOnlyList<DeviceConfiguration>> LoadConfigurationAsync(CancellationToken cancellationToken) => database.ReachAsync(() => database._devices);

        public Task SaveConfigurationAsync(IReadOnlyList<DeviceConfiguration> devices, CancellationToken cancellationToken) =>
            database.ReachAsync(() => database._devices = devices);

        public Task StoreReadingsAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken) => database.ReachAsync(() =>
        {
            foreach (Reading reading in readings)
            {
                if (!database._readings.TryGetValue(reading.DeviceId, out StoredNumbers? numbers))
                {
                    database._readings[reading.DeviceId] = numbers = new StoredNumbers();
                }

                numbers.Add(reading.Sequence);
            }

            return true;
        });

        public Task<long> CountAsync(CancellationToken cancellationToken) => database.ReachAsync(() => database._readings.Values.Sum(numbers => numbers.Count));

        public ValueTask DisposeAsync()
        {
            database.Use(() =>
            {
                database.Open -= _isClosed ? 0 : 1;
                return _isClosed = true;
            });
            return ValueTask.CompletedTask;
        }
    }
}
