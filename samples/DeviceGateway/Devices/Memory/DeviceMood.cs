namespace DeviceGateway;

/// <summary>How a simulated device behaves.</summary>
internal enum DeviceMood
{
    /// <summary>As it should.</summary>
    Sane = 0,

    /// <summary>It answers garbage.</summary>
    Bonkers,

    /// <summary>Nobody reaches it.</summary>
    Away,

    /// <summary>It takes questions and does not answer.</summary>
    Silent,
}
