namespace DeviceSimulator;

/// <summary>How a device answers.</summary>
internal enum DeviceMode
{
    /// <summary>As it should.</summary>
    Well,

    /// <summary>Garbage.</summary>
    Bonkers,

    /// <summary>Not at all; its connections stay.</summary>
    Silent,
}
