namespace DeviceGateway;

/// <summary>What the state machine of a device hears: <see cref="MachineMessage"/> and <see cref="ConfigurationChanged"/>.</summary>
internal interface IMachineMessage;
