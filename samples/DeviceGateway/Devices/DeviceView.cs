namespace DeviceGateway;

/// <summary>What the state machine of a device knows.</summary>
/// <param name="Device">How it is configured.</param>
/// <param name="State">What it is.</param>
/// <param name="Taken">How many readings were taken from it.</param>
/// <param name="Safe">The number of the last one that is on the disk; 0 for none.</param>
/// <param name="Latest">The latest readings, oldest first.</param>
/// <param name="Gaps">The latest times without it, oldest first.</param>
/// <param name="Why">Why it is offline; null while it is not.</param>
internal sealed record DeviceView(
    DeviceConfiguration Device, DeviceState State, long Taken, long Safe, IReadOnlyList<Reading> Latest, IReadOnlyList<DeviceGap> Gaps, string? Why);
