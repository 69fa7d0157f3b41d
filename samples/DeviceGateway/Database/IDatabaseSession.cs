namespace DeviceGateway;

/// <summary>A connection to the database. Used by one process at a time, which disposes it. Each member throws <see cref="IOException"/> when the
/// connection is lost; anything else that it throws is a mistake of this program.</summary>
internal interface IDatabaseSession : IAsyncDisposable
{
    /// <summary>All devices that there are to be.</summary>
    Task<IReadOnlyList<DeviceConfiguration>> LoadConfigurationAsync(CancellationToken cancellationToken);

    /// <summary>Puts this in place of all that was configured.</summary>
    Task SaveConfigurationAsync(IReadOnlyList<DeviceConfiguration> devices, CancellationToken cancellationToken);

    /// <summary>Stores readings; one whose device and number are known already changes nothing.</summary>
    /// <returns>Completes when they cannot be lost any more.</returns>
    Task StoreReadingsAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken);

    /// <summary>How many readings it has.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);
}
