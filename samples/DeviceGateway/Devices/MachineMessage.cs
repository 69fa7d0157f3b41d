namespace DeviceGateway;

/// <summary>What can be said to the state machine of a device. A closed set.</summary>
internal abstract record MachineMessage : IMachineMessage
{
    private MachineMessage()
    {
    }

    /// <summary>The connection has started, or again: whatever it was asked before is forgotten.</summary>
    public sealed record ConnectionStarted : MachineMessage;

    /// <summary>It is time to ask the device.</summary>
    public sealed record Poll : MachineMessage;

    /// <summary>The device has answered.</summary>
    public sealed record Answered(Reading Reading, TimeSpan After) : MachineMessage;

    /// <summary>It has not.</summary>
    public sealed record Lost(string Why) : MachineMessage;

    /// <summary>It has answered with garbage.</summary>
    public sealed record Garbage(string Why) : MachineMessage;

    /// <summary>What is known of the device.</summary>
    public sealed record Ask : MachineMessage, ICall<IMachineMessage, DeviceView>;
}
