namespace DeviceGateway;

/// <summary>Where readings wait for the left side. Used by one process at a time, which disposes it; another may open the same place then.</summary>
internal interface IReadingsDisk : IAsyncDisposable
{
    /// <summary>Opens it.</summary>
    /// <returns>Completes with all that waits, oldest first. What was dropped just before the last one was closed may be among it again.</returns>
    Task<IReadOnlyList<Reading>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Adds readings behind the others.</summary>
    /// <returns>Completes when they cannot be lost any more.</returns>
    Task AppendAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken);

    /// <summary>Forgets the oldest.</summary>
    Task DropAsync(int count, CancellationToken cancellationToken);
}
