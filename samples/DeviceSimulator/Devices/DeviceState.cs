namespace DeviceSimulator;

/// <summary>How a device is.</summary>
/// <param name="Mode">How it answers.</param>
/// <param name="Last">The number of the last reading that it made; 0 for none.</param>
/// <param name="Safe">The number of the last reading that it was told is safe; 0 for none.</param>
internal sealed record DeviceState(DeviceMode Mode, long Last, long Safe);
