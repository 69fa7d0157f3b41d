namespace DeviceGateway.Tests;

/// <summary>A database that takes its time to store readings: whoever is killed meanwhile does not know whether it has them.</summary>
internal sealed class SlowDatabase(IDatabase database, TimeProvider time, TimeSpan takes) : IDatabase
{
    public async Task<IDatabaseSession> OpenAsync(CancellationToken cancellationToken) => new Session(await database.OpenAsync(cancellationToken), time, takes);

    private sealed class Session(IDatabaseSession session, TimeProvider time, TimeSpan takes) : IDatabaseSession
    {
        public Task<IReadOnlyList<DeviceConfiguration>> LoadConfigurationAsync(CancellationToken cancellationToken) => session.LoadConfigurationAsync(cancellationToken);

        public Task SaveConfigurationAsync(IReadOnlyList<DeviceConfiguration> devices, CancellationToken cancellationToken) =>
            session.SaveConfigurationAsync(devices, cancellationToken);

        public async Task StoreReadingsAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
        {
            await Task.Delay(takes, time, cancellationToken);
            await session.StoreReadingsAsync(readings, cancellationToken);
        }

        public Task<long> CountAsync(CancellationToken cancellationToken) => session.CountAsync(cancellationToken);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
