namespace DeviceGateway;

/// <summary>Local storage, without which the right side does not run. Used by one process at a time.</summary>
internal interface IConfigurationDisk
{
    /// <summary>Reads what was saved last; null when nothing ever was.</summary>
    Task<StoredConfiguration?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps it.</summary>
    /// <returns>Completes when it cannot be lost any more.</returns>
    Task SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken);
}
