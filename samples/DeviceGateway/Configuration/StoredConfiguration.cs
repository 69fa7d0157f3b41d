namespace DeviceGateway;

/// <summary>What is on the disk.</summary>
/// <param name="Devices">All devices.</param>
/// <param name="Unsaved">Changes that are in <paramref name="Devices"/> and that the database does not know yet, oldest first.</param>
internal sealed record StoredConfiguration(IReadOnlyList<DeviceConfiguration> Devices, IReadOnlyList<ConfigurationChange> Unsaved)
{
    public static StoredConfiguration Empty { get; } = new([], []);

    /// <summary>What is to be there when the database says this: that, and what it does not know yet.</summary>
    public SortedDictionary<string, DeviceConfiguration> Over(IReadOnlyList<DeviceConfiguration> database)
    {
        var devices = new SortedDictionary<string, DeviceConfiguration>(database.ToDictionary(device => device.Id), StringComparer.Ordinal);
        foreach (ConfigurationChange change in Unsaved)
        {
            change.ApplyTo(devices);
        }

        return devices;
    }
}
