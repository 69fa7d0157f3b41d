using Supervision.Hosting;

namespace DeviceGateway;

/// <summary>The right side: what talks to devices. It needs the disk of this machine and nothing else.</summary>
internal static class RightTree
{
    /// <summary>Rest for one: no devices without a configuration and a place for what they say; and to the right of them the brain, whose own death takes
    /// nobody along.</summary>
    public static ChildSpec Child(GatewayParts parts) => ChildSpec.Nested(Supervisor.RestForOne(GatewayNames.Right, right => right
        .Named(GatewayNames.Right)
        .Server(
            GatewayNames.ConfigurationCache,
            () => new ConfigurationCache(parts.ConfigurationDisk, parts.Group),
            new ServerOptions { Name = GatewayNames.ConfigurationCache },
            cache => cache.GatesReadiness())
        .Child(new ChildSpec(GatewayNames.ReadingsQueue, start => ReadingsAsync(start, parts)).GatesReadiness())
        .Dynamic<DeviceConfiguration>(
            GatewayNames.Pollers,
            (start, device) => start.StartSupervisorAsync(DeviceTree.For(device, parts)),
            device => device with { Restart = Restart.Temporary, Type = ChildType.Supervisor },
            pollers => pollers.Named(GatewayNames.Pollers))
        .OneForOne(GatewayNames.Manager, manager => manager
            .Named(GatewayNames.Manager)
            .Server(GatewayNames.Listener, () => new ConfigurationManager(parts.Repairs, parts.Group), new ServerOptions { Name = GatewayNames.Listener })
            .Child(parts.Repairs.Child))));

    private static ValueTask<StartResult> ReadingsAsync(StartContext start, GatewayParts parts)
    {
        IReadingsDisk disk = parts.OpenReadingsDisk();
        start.Own(disk);
        return start.StartServerAsync(() => new ReadingsServer(disk, parts.ReadingsCapacity), new ServerOptions { Name = GatewayNames.ReadingsQueue });
    }
}
