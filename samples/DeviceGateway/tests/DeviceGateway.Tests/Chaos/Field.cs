namespace DeviceGateway.Tests;

/// <summary>A gateway with a world of its own for each run of chaos, and somebody who changes its configuration meanwhile.</summary>
internal sealed class Field
{
    private const int Devices = 3;

    /// <summary>Long beside what a gateway does between two readings, so that many deaths come in the midst of keeping one.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(120);

    private int _changes;
    private GatewayParts _parts = null!;

    /// <summary>How many readings devices were told to be safe, in all runs together.</summary>
    public long EverAcknowledged { get; private set; }

    private World World { get; set; } = null!;

    /// <summary>A tree that begins from nothing.</summary>
    public SupervisorSpec NewTree(TestProcess test)
    {
        World = new World(test.Time, Devices, latency: Latency);
        World.ConfigurationDisk.Stored = new StoredConfiguration(MemoryDevices.Configure(Devices), []);
        _changes = 0;
        _parts = World.NewParts();
        return GatewayTree.Build(_parts);
    }

    /// <summary>Asks a device more or less often than before.</summary>
    public async Task ChangeAsync(ProcessContext context)
    {
        DeviceConfiguration device = MemoryDevices.Configure(Devices)[_changes++ % Devices] with { PollEvery = TimeSpan.FromMilliseconds(500 + (_changes % 7 * 100)) };
        await GatewayNames.Cache(context.Runtime).TryCallAsync(new CacheMessage.Apply(new ConfigurationChange(Put: [device])));
        await context.DelayAsync(TimeSpan.FromMilliseconds(300));
    }

    /// <summary>No acknowledged reading is lost.</summary>
    public Task CheckAsync(ProcessContext context)
    {
        World.MustHaveAllAcknowledged();
        EverAcknowledged += World.Acknowledged;
        return Task.CompletedTask;
    }

    /// <summary>When everybody was left alone for a while all devices answer, and all readings are on the left side.</summary>
    public async Task HealedAsync(TestProcess test)
    {
        await CheckAsync(test);
        Assert.All(_parts.Repairs.List(), device => Assert.Equal(ReconciledChild.State.Running, device.Status));
        foreach (DeviceConfiguration device in MemoryDevices.Configure(Devices))
        {
            DeviceView view = await GatewayNames.Machine(test.Runtime, device.Id).CallAsync(new MachineMessage.Ask());
            Assert.Equal(DeviceState.Online, view.State);
            Assert.True(World.Database.Has(device.Id, World.Fleet[device.Id].Acknowledged), "the newest readings have not reached the database");
        }

        Assert.Equal(4, World.Database.Open);
        Assert.All(World.Fleet.All, device => Assert.Equal(1, device.Open));
    }
}
