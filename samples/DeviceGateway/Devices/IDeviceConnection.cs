namespace DeviceGateway;

/// <summary>A connection to a device. Used by one process at a time, which disposes it.</summary>
internal interface IDeviceConnection : IAsyncDisposable
{
    /// <summary>Asks for the next reading (<c>READ after</c> on the wire). A device keeps its last reading until it is told that somebody has it:
    /// while <paramref name="after"/> is less than the number of that one it answers the same again, and otherwise it measures and counts on. So an
    /// answer that is lost on the way is not lost for good.</summary>
    /// <param name="after">The number of the last reading that is safe on this side; 0 for none.</param>
    /// <param name="cancellationToken">Abandons the question; the connection is of no use any more then.</param>
    /// <returns>Completes with the reading.</returns>
    /// <exception cref="IOException">The connection is lost.</exception>
    /// <exception cref="DeviceGarbageException">What came is no answer.</exception>
    Task<Reading> PollAsync(long after, CancellationToken cancellationToken);
}
