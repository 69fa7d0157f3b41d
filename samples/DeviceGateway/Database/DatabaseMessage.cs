namespace DeviceGateway;

/// <summary>What can be said to the pool of database workers. A closed set.</summary>
internal abstract record DatabaseMessage
{
    private DatabaseMessage()
    {
    }

    /// <summary>All devices.</summary>
    public sealed record Load : DatabaseMessage, ICall<DatabaseMessage, Remote<IReadOnlyList<DeviceConfiguration>>>;

    /// <summary>These are all devices from now on.</summary>
    public sealed record Save(IReadOnlyList<DeviceConfiguration> Devices) : DatabaseMessage, ICall<DatabaseMessage, Remote<bool>>;

    /// <summary>Readings; one that it has already changes nothing.</summary>
    public sealed record Store(IReadOnlyList<Reading> Readings) : DatabaseMessage, ICall<DatabaseMessage, Remote<bool>>;

    /// <summary>How many readings it has.</summary>
    public sealed record Count : DatabaseMessage, ICall<DatabaseMessage, Remote<long>>;

    /// <summary>A worker's own: try again.</summary>
    public sealed record Connect : DatabaseMessage;
}
