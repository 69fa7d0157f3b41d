namespace WorkerService;

/// <summary>The lines that the template's worker does not write.</summary>
internal static partial class Log
{
    [LoggerMessage(901, LogLevel.Information, "The uplink is connected.")]
    internal static partial void Connected(ILogger logger);

    [LoggerMessage(902, LogLevel.Information, "The uplink is disconnected.")]
    internal static partial void Disconnected(ILogger logger);

    [LoggerMessage(903, LogLevel.Information, "This takes an hour and cannot be stopped.")]
    internal static partial void CannotBeStopped(ILogger logger);

    [LoggerMessage(904, LogLevel.Information, "Ready. {Why}")]
    internal static partial void Ready(ILogger logger, string why);

    [LoggerMessage(905, LogLevel.Warning, "Not ready: {Why}")]
    internal static partial void NotReady(ILogger logger, string why);
}
