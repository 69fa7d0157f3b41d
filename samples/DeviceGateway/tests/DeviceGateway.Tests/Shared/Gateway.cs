namespace DeviceGateway.Tests;

/// <summary>A gateway in a simulation, without HTTP.</summary>
internal sealed class Gateway
{
    /// <summary>For tests in which something crashes, and for hundreds of devices over days.</summary>
    public static readonly SimulationOptions Rough = new() { Crashes = CrashPolicy.Allow, MaxSteps = 5_000_000, Horizon = TimeSpan.FromDays(9) };

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);
    private readonly TestProcess _test;

    private Gateway(TestProcess test, World world, GatewayParts parts, SupervisorRef root) => (_test, World, Parts, Root) = (test, world, parts, root);

    public World World { get; }

    public GatewayParts Parts { get; }

    public SupervisorRef Root { get; }

    public ProcessRuntime Runtime => _test.Runtime;

    public Pid Pollers => Find(GatewayNames.Pollers);

    /// <summary>Starts one, and gives it a moment to start its devices.</summary>
    public static async Task<Gateway> StartAsync(TestProcess test, World? world = null, Func<GatewayParts, GatewayParts>? change = null)
    {
        world ??= new World(test.Time);
        GatewayParts parts = world.NewParts(test.Logs.CreateLogger("gateway"));
        parts = change?.Invoke(parts) ?? parts;

        // Temporary: what follows from the root's own end is none of the gateway's business.
        Pid root = await test.StartSupervisedAsync(ChildSpec.Nested(GatewayTree.Build(parts)) with { Restart = Restart.Temporary });
        var gateway = new Gateway(test, world, parts, SupervisorRef.ForPid(root));
        await test.AdvanceAsync(Moment);
        return gateway;
    }

    public Pid Find(string name) => Runtime.Find(name);

    /// <summary>The supervisors of all devices that run, by key.</summary>
    public Dictionary<string, Pid> DevicePids() =>
        Parts.Repairs.List().Where(device => device.Pid.IsAlive).ToDictionary(device => device.Key, device => device.Pid);

    public ReconciledChild Repair(string id) => Parts.Repairs.List().Single(device => device.Key == GatewayNames.Device(id));

    public Pid Machine(string id) => GatewayNames.Machine(Runtime, id).Pid;

    public Pid Connection(string id) => GatewayNames.ConnectionOf(Runtime, id).Pid;

    public ValueTask<DeviceView> LookAsync(string id) => GatewayNames.Machine(Runtime, id).CallAsync(new MachineMessage.Ask());

    public ValueTask<ConfigurationView> ConfigurationAsync() => GatewayNames.Cache(Runtime).CallAsync(new CacheMessage.Read());

    public ValueTask<long> ApplyAsync(ConfigurationChange change) => GatewayNames.Cache(Runtime).CallAsync(new CacheMessage.Apply(change));

    /// <summary>Has a device send garbage until it is given up.</summary>
    public async Task GiveUpAsync(string id)
    {
        World.Fleet[id].Mood = DeviceMood.Bonkers;
        await _test.EventuallyAsync(() => Repair(id).Status == ReconciledChild.State.Waiting, TimeSpan.FromSeconds(30));
    }

    /// <summary>All processes: paths and pids.</summary>
    public async Task<Dictionary<string, Pid>> PidsAsync(string under = "")
    {
        TreeSnapshot snapshot = await SnapshotAsync();
        string start = $"{snapshot.Root.Path}/{under}".TrimEnd('/');
        return snapshot.Root.All().Where(entry => entry.Path == start || entry.Path.StartsWith(start + "/", StringComparison.Ordinal)).ToDictionary(entry => entry.Path, entry => entry.Pid);
    }

    public Task<TreeSnapshot> SnapshotAsync() => TreeSnapshot.TakeAsync(Root);

    /// <summary>Kills children of a supervisor until it gives up.</summary>
    public async Task ExhaustAsync(string supervisor, Func<Pid> child)
    {
        Pid before = Find(supervisor);
        for (int kills = 0; kills < 100 && Find(supervisor) == before; kills++)
        {
            child().Exit(ExitReason.Kill);
            await _test.IdleAsync();
        }

        Assert.NotEqual(before, Find(supervisor));
    }
}
