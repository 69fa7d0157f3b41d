namespace DeviceGateway;

/// <summary>Published to everybody who depends on the configuration, when the cache has it on the disk.</summary>
/// <param name="Version">Grows by one with each change, and is on the disk with it.</param>
/// <param name="Change">What is otherwise now.</param>
internal sealed record ConfigurationChanged(long Version, ConfigurationChange Change) : IManagerMessage, IMachineMessage, IConnectionMessage
{
    /// <summary>How a device is to be now; null when it is not in the change.</summary>
    public DeviceConfiguration? Of(string id) => Change.Put?.FirstOrDefault(device => device.Id == id);
}
