namespace DeviceGateway;

/// <summary>Tells the one who repairs what is wanted: all of it at its start and now and then, and each change at once.</summary>
/// <remarks>It reads the cache and hears the changes in one process, so that neither overtakes the other: a change that is in what it has read already is
/// known by its version.</remarks>
internal sealed class ConfigurationManager(Reconciler<DeviceConfiguration> repairs, ConfigurationGroup group) : GenServer<IManagerMessage>
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);
    private long _version;

    protected override ValueTask<InitResult> InitAsync()
    {
        group.Join(Context);
        return new(InitResult.Continue());
    }

    protected override ValueTask ContinueAsync(object? argument) => ReadAsync();

    protected override ValueTask HandleAsync(IManagerMessage message)
    {
        if (message is ConfigurationChanged changed && changed.Version > _version)
        {
            _version = changed.Version;
            foreach (string id in changed.Change.Remove ?? [])
            {
                repairs.Remove(GatewayNames.Device(id));
            }

            foreach (DeviceConfiguration device in changed.Change.Put ?? [])
            {
                repairs.Put(GatewayNames.Device(device.Id), device);
            }
        }

        SetTimeout(ReadEvery);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask HandleSignalAsync(Signal signal) => signal is Signal.Timeout ? ReadAsync() : ValueTask.CompletedTask;

    private async ValueTask ReadAsync()
    {
        ConfigurationView view = await GatewayNames.Cache(Context.Runtime).CallAsync(new CacheMessage.Read(), cancellationToken: Stopping);
        _version = view.Version;
        repairs.Set(view.Devices.ToDictionary(device => GatewayNames.Device(device.Id), StringComparer.Ordinal));
        SetTimeout(ReadEvery);
    }
}
