namespace DeviceGateway;

/// <summary>One device: its state machine on the left, the connection on the right.</summary>
internal static class DeviceTree
{
    private const int Restarts = 3;

    /// <summary>Long enough for as many first questions, each of which may be answered with garbage.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Rest for one: the connection may die alone, and the machine takes it along. Its limit is what this gateway bears of one device; beyond it
    /// the supervisor ends, and because it is temporary nobody else notices.</summary>
    public static SupervisorSpec For(DeviceConfiguration device, GatewayParts parts) =>
        Supervisor.RestForOne(GatewayNames.Device(device.Id), tree => tree
            .Named(GatewayNames.Device(device.Id))
            .Intensity(Restarts, Period)
            .Server(GatewayNames.Fsm, () => new DeviceMachine(device, parts), new ServerOptions { Name = $"{GatewayNames.Device(device.Id)}/{GatewayNames.Fsm}" })
            .Child(new ChildSpec(GatewayNames.Connection, start => Owned<IDeviceConnection>.StartAsync(
                start,
                owned => new DeviceConnection(device, parts, owned),
                new ServerOptions { Name = $"{GatewayNames.Device(device.Id)}/{GatewayNames.Connection}" }))));
}
