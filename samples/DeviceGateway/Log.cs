namespace DeviceGateway;

/// <summary>What the program logs besides crashes and restarts, which the library does. Ids: 1xx left side, 2xx right side.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "The configuration {What}")]
    public static partial void Configuration(this ILogger logger, string what);

    [LoggerMessage(102, LogLevel.Warning, "{Consumer} drops garbage from the queue: {Why}")]
    public static partial void GarbageInQueue(this ILogger logger, string consumer, string why);

    [LoggerMessage(103, LogLevel.Warning, "{Neighbour} is away, and is tried again until it is there: {Why}")]
    public static partial void NeighbourIsAway(this ILogger logger, string neighbour, string why);

    [LoggerMessage(104, LogLevel.Information, "{Neighbour} is there now.")]
    public static partial void NeighbourIsThere(this ILogger logger, string neighbour);
}
