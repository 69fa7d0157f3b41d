namespace DeviceGateway;

/// <summary>How the processes are called, and so how they find each other.</summary>
internal static class GatewayNames
{
    public const string Root = "gateway";
    public const string Left = "left";
    public const string Right = "right";
    public const string SqlPool = "sql-pool";
    public const string Queue = "queue";
    public const string Consumers = "consumers";
    public const string Publishers = "publishers";
    public const string Metrics = "metrics";
    public const string Carriers = "carriers";
    public const string ConfigurationCarrier = "configuration-down";
    public const string ReadingsCarrier = "readings-up";
    public const string ConfigurationCache = "config-cache";
    public const string ReadingsQueue = "readings";
    public const string Pollers = "pollers";
    public const string Manager = "config-manager";
    public const string Listener = "listener";
    public const string Repairs = "repairs";
    public const string Fsm = "fsm";
    public const string Connection = "connection";

    /// <summary>The supervisor of a device, and its key.</summary>
    public static string Device(string id) => "device:" + id;

    public static PoolRef<DatabaseMessage> Database(ProcessRuntime runtime) => PoolRef<DatabaseMessage>.ForName(runtime, SqlPool);

    public static PoolRef<PublishMessage> Publisher(ProcessRuntime runtime) => PoolRef<PublishMessage>.ForName(runtime, Publishers);

    public static ServerRef<CacheMessage> Cache(ProcessRuntime runtime) => ServerRef<CacheMessage>.ForName(runtime, ConfigurationCache);

    public static ServerRef<ReadingsMessage> Readings(ProcessRuntime runtime) => ServerRef<ReadingsMessage>.ForName(runtime, ReadingsQueue);

    public static ServerRef<MetricsMessage> Meters(ProcessRuntime runtime) => ServerRef<MetricsMessage>.ForName(runtime, Metrics);

    public static ServerRef<IMachineMessage> Machine(ProcessRuntime runtime, string id) => ServerRef<IMachineMessage>.ForName(runtime, $"{Device(id)}/{Fsm}");

    public static ServerRef<IConnectionMessage> ConnectionOf(ProcessRuntime runtime, string id) =>
        ServerRef<IConnectionMessage>.ForName(runtime, $"{Device(id)}/{Connection}");
}
