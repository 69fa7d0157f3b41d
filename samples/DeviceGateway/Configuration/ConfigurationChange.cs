namespace DeviceGateway;

/// <summary>What somebody wants to be otherwise, by the queue or by HTTP.</summary>
/// <param name="Put">Devices that are to be there, as they are to be; null for none.</param>
/// <param name="Remove">The ids of those that are not to be there any more; null for none.</param>
internal sealed record ConfigurationChange(IReadOnlyList<DeviceConfiguration>? Put = null, IReadOnlyList<string>? Remove = null)
{
    /// <summary>Makes it so in a set of devices.</summary>
    public void ApplyTo(IDictionary<string, DeviceConfiguration> devices)
    {
        foreach (string id in Remove ?? [])
        {
            devices.Remove(id);
        }

        foreach (DeviceConfiguration device in Put ?? [])
        {
            devices[device.Id] = device;
        }
    }

    /// <summary>What makes the one set of the other; null when they are the same.</summary>
    public static ConfigurationChange? Between(IReadOnlyDictionary<string, DeviceConfiguration> now, IReadOnlyDictionary<string, DeviceConfiguration> wanted)
    {
        DeviceConfiguration[] put = [.. wanted.Values.Where(device => now.GetValueOrDefault(device.Id) != device)];
        string[] remove = [.. now.Keys.Where(id => !wanted.ContainsKey(id))];
        return put.Length + remove.Length == 0 ? null : new ConfigurationChange(put, remove);
    }
}
