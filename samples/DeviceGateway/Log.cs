namespace DeviceGateway;

/// <summary>What the program logs besides crashes and restarts, which the library does. Ids: 1xx left side, 2xx right side.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "The configuration {What}")]
    public static partial void Configuration(this ILogger logger, string what);

    [LoggerMessage(102, LogLevel.Warning, "{Consumer} drops garbage from the queue: {Why}")]
    public static partial void GarbageInQueue(this ILogger logger, string consumer, string why);
}
