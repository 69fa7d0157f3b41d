namespace Services;

/// <summary>The lines that the services write.</summary>
internal static partial class Log
{
    [LoggerMessage(901, LogLevel.Information, "Waiting for {Needed}, for {Within} s at most.")]
    internal static partial void Waiting(this ILogger logger, Uri needed, double within);

    [LoggerMessage(902, LogLevel.Information, "{Needed} is ready.")]
    internal static partial void Ready(this ILogger logger, Uri needed);
}
