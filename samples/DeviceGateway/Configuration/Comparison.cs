namespace DeviceGateway;

/// <summary>What the database must be told.</summary>
/// <param name="Changes">How many changes it does not know; 0 when there is nothing to tell.</param>
/// <param name="Devices">What it must have then.</param>
internal sealed record Comparison(int Changes, IReadOnlyList<DeviceConfiguration> Devices);
