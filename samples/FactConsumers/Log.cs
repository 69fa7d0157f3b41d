namespace FactConsumers;

/// <summary>Everything the program logs. Ids: 1xx consumers, 2xx monitor; 3xx is the endpoint's.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "{Consumer} consumes {Queue}")]
    public static partial void ConsumerStarted(this ILogger logger, string consumer, string queue);

    [LoggerMessage(102, LogLevel.Information, "{Consumer} integrated fact {Fact}{Again}")]
    public static partial void FactIntegrated(this ILogger logger, string consumer, string fact, string again);

    [LoggerMessage(103, LogLevel.Warning, "{Consumer} put fact {Fact} aside: nobody knows the kind '{Kind}'")]
    public static partial void FactPutAside(this ILogger logger, string consumer, string fact, string kind);

    [LoggerMessage(104, LogLevel.Error, "{Consumer} cannot integrate fact {Fact}: {Why}")]
    public static partial void FactFailed(this ILogger logger, string consumer, string fact, string why);

    [LoggerMessage(105, LogLevel.Information, "{Consumer} gave fact {Fact} back: another one has failed")]
    public static partial void FactGivenBack(this ILogger logger, string consumer, string fact);

    [LoggerMessage(201, LogLevel.Information, "ConsumerMonitor watches {Consumers} consumers")]
    public static partial void MonitorStarted(this ILogger logger, int consumers);

    [LoggerMessage(202, LogLevel.Warning, "Order 66: {Why}")]
    public static partial void Order66(this ILogger logger, string why);
}
