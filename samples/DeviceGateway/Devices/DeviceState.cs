namespace DeviceGateway;

/// <summary>What a device is at the moment.</summary>
internal enum DeviceState
{
    /// <summary>It has not answered the last question, or was not asked yet.</summary>
    Offline = 0,

    /// <summary>It answers.</summary>
    Online,
}
