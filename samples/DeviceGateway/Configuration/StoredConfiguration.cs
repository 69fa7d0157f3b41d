namespace DeviceGateway;

/// <summary>What is on the disk.</summary>
/// <param name="Devices">All devices.</param>
/// <param name="Unsaved">Changes that are in <paramref name="Devices"/> and that the database does not know yet, oldest first.</param>
/// <param name="Version">Of the last change; it grows by one with each, also from one life of the program to the next. A file without it has 0.</param>
internal sealed record StoredConfiguration(IReadOnlyList<DeviceConfiguration> Devices, IReadOnlyList<ConfigurationChange> Unsaved, long Version = 0)
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

    /// <summary>This, with what the database says in place of the devices; a version further if that changes something.</summary>
    public StoredConfiguration With(IReadOnlyList<DeviceConfiguration> database)
    {
        SortedDictionary<string, DeviceConfiguration> wanted = Over(database);
        bool isChange = ConfigurationChange.Between(Devices.ToDictionary(device => device.Id, StringComparer.Ordinal), wanted) is not null;
        return this with { Devices = [.. wanted.Values], Version = Version + (isChange ? 1 : 0) };
    }
}
