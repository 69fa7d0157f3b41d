namespace DeviceGateway;

/// <summary>The two queues.</summary>
internal static class QueueNames
{
    /// <summary>Changes of the configuration come in here.</summary>
    public const string Config = "config";

    /// <summary>Readings go out here.</summary>
    public const string Readings = "readings";
}
