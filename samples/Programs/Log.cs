namespace Programs;

/// <summary>What the endpoint logs; its ids are 3xx, which the samples leave free for it.</summary>
internal static partial class Log
{
    [LoggerMessage(301, LogLevel.Information, "Endpoint listens on {Address}")]
    public static partial void EndpointListens(this ILogger logger, Uri address);

    [LoggerMessage(302, LogLevel.Information, "Endpoint stopped: {Reason}")]
    public static partial void EndpointStopped(this ILogger logger, string reason);
}
