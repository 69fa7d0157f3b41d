namespace DeviceGateway;

/// <summary>What the cache has.</summary>
/// <param name="Version">Of the last change: what has the same version is the same, until the directory is another one.</param>
/// <param name="IsConfirmed">Whether the database has been heard since the cache started; otherwise this is what was on the disk.</param>
/// <param name="Unsaved">How many changes the database does not know yet.</param>
/// <param name="Devices">All devices, by id.</param>
internal sealed record ConfigurationView(long Version, bool IsConfirmed, int Unsaved, IReadOnlyList<DeviceConfiguration> Devices);
