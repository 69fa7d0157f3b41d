namespace DeviceGateway;

/// <summary>Where readings are.</summary>
/// <param name="Waiting">How many wait on the disk of this machine.</param>
/// <param name="Stored">How many the database has; null while it is away.</param>
internal sealed record ReadingsView(int Waiting, long? Stored);
