namespace DeviceGateway;

/// <summary>One measurement of a device.</summary>
/// <param name="DeviceId">Which device.</param>
/// <param name="Sequence">The number that the device gave it, from 1 on and without gaps: a missing number is a lost reading.</param>
/// <param name="Value">What it measured.</param>
/// <param name="At">When, by the device's clock.</param>
internal readonly record struct Reading(string DeviceId, long Sequence, double Value, DateTimeOffset At);
