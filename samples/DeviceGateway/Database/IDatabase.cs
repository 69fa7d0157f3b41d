namespace DeviceGateway;

/// <summary>The database on the left side, across a network.</summary>
internal interface IDatabase
{
    /// <summary>Connects; makes the tables if they are not there.</summary>
    /// <returns>Completes with a session that belongs to the caller.</returns>
    /// <exception cref="IOException">The database cannot be reached, or does not let this program in.</exception>
    Task<IDatabaseSession> OpenAsync(CancellationToken cancellationToken);
}
