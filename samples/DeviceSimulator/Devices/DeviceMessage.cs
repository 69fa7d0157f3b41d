namespace DeviceSimulator;

/// <summary>What can be said to a device. A closed set.</summary>
internal abstract record DeviceMessage
{
    private DeviceMessage()
    {
    }

    /// <summary>Somebody asks for a reading; answered with the line, or null when the device says nothing.</summary>
    public sealed record Read(DeviceRequest Request) : DeviceMessage, ICall<DeviceMessage, string?>;

    /// <summary>Answer so from now on.</summary>
    public sealed record Become(DeviceMode Mode) : DeviceMessage, ICall<DeviceMessage, bool>;

    /// <summary>How is it?</summary>
    public sealed record Look : DeviceMessage, ICall<DeviceMessage, DeviceState>;
}
