namespace DeviceGateway;

/// <summary>What can be said to the configuration cache. A closed set.</summary>
internal abstract record CacheMessage
{
    private CacheMessage()
    {
    }

    /// <summary>All of it.</summary>
    public sealed record Read : CacheMessage, ICall<CacheMessage, ConfigurationView>;

    /// <summary>One device; null when there is none.</summary>
    public sealed record Find(string Id) : CacheMessage, ICall<CacheMessage, DeviceConfiguration?>;

    /// <summary>Somebody wants something changed; answered with the version when it is on the disk and everybody has been told.</summary>
    public sealed record Apply(ConfigurationChange Change) : CacheMessage, ICall<CacheMessage, long>;

    /// <summary>The database says this; answered with what it must be told in return.</summary>
    public sealed record Compare(IReadOnlyList<DeviceConfiguration> Database) : CacheMessage, ICall<CacheMessage, Comparison>;

    /// <summary>The database knows the oldest changes now.</summary>
    public sealed record Saved(int Changes) : CacheMessage;
}
