namespace DeviceGateway;

/// <summary>The configuration in memory, backed by the disk: it is read without the network, and a program that starts without the network has it too. A
/// change is on the disk before anybody hears of it. A disk that fails ends this process: without local storage the right side does not run.</summary>
internal sealed class ConfigurationCache(IConfigurationDisk disk, ConfigurationGroup group) : GenServer<CacheMessage>
{
    private readonly List<ConfigurationChange> _unsaved = [];
    private SortedDictionary<string, DeviceConfiguration> _devices = [];
    private long _version;
    private bool _isConfirmed;

    protected override async ValueTask<InitResult> InitAsync()
    {
        StoredConfiguration stored = await disk.LoadAsync(Stopping) ?? StoredConfiguration.Empty;
        _devices = new(stored.Devices.ToDictionary(device => device.Id), StringComparer.Ordinal);
        _unsaved.AddRange(stored.Unsaved);
        _version = stored.Version;
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(CacheMessage message)
    {
        switch (message)
        {
            case CacheMessage.Read read:
                Reply(read, new ConfigurationView(_version, _isConfirmed, _unsaved.Count, [.. _devices.Values]));
                break;
            case CacheMessage.Find find:
                Reply(find, _devices.GetValueOrDefault(find.Id));
                break;
            case CacheMessage.Apply apply:
                _unsaved.Add(apply.Change);
                apply.Change.ApplyTo(_devices);
                _version++;
                await KeepAsync();
                Tell(apply.Change);
                Reply(apply, _version);
                break;
            case CacheMessage.Compare compare:
                await CompareAsync(compare.Database);
                Reply(compare, new Comparison(_unsaved.Count, [.. _devices.Values]));
                break;
            case CacheMessage.Saved saved:
                _unsaved.RemoveRange(0, Math.Min(saved.Changes, _unsaved.Count));
                await KeepAsync();
                break;
        }
    }

    protected override object Describe() => new { Devices = _devices.Count, Version = _version, Confirmed = _isConfirmed, Unsaved = _unsaved.Count };

    private async Task CompareAsync(IReadOnlyList<DeviceConfiguration> database)
    {
        SortedDictionary<string, DeviceConfiguration> wanted = new StoredConfiguration([], _unsaved).Over(database);
        _isConfirmed = true;
        if (ConfigurationChange.Between(_devices, wanted) is { } change)
        {
            _devices = wanted;
            _version++;
            await KeepAsync();
            Tell(change);
        }
    }

    private Task KeepAsync() => disk.SaveAsync(new StoredConfiguration([.. _devices.Values], [.. _unsaved], _version), Stopping);

    private void Tell(ConfigurationChange change) => group.Publish(Context.Runtime, new ConfigurationChanged(_version, change));
}
