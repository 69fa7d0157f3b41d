namespace DeviceGateway;

/// <summary>What can be said to the queue of readings. A closed set.</summary>
internal abstract record ReadingsMessage
{
    private ReadingsMessage()
    {
    }

    /// <summary>Keep a reading; answered when it is on the disk, and with false when there is no more room.</summary>
    public sealed record Keep(Reading Reading) : ReadingsMessage, ICall<ReadingsMessage, bool>;

    /// <summary>The oldest, which stay; answered when there is at least one. Whoever asks next takes the place of who waits.</summary>
    public sealed record Peek(int Most) : ReadingsMessage, ICall<ReadingsMessage, IReadOnlyList<Reading>>;

    /// <summary>The oldest have reached the left side and can go; answered with how many are left.</summary>
    public sealed record Drop(int Readings) : ReadingsMessage, ICall<ReadingsMessage, int>;

    /// <summary>How many there are.</summary>
    public sealed record HowMany : ReadingsMessage, ICall<ReadingsMessage, int>;
}
