namespace DeviceGateway;

/// <summary>What the connection to a device hears: <see cref="ConnectionMessage"/> and <see cref="ConfigurationChanged"/>.</summary>
internal interface IConnectionMessage;
