namespace DeviceGateway;

/// <summary>What the configuration manager hears: changes, and nothing else.</summary>
internal interface IManagerMessage;
