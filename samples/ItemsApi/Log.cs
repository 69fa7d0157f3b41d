namespace ItemsApi;

/// <summary>Everything the program logs. Ids: 1xx repository, 2xx mailer, 4xx readiness; 3xx is the endpoint's.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "Journal {Path} opened with {Items} items")]
    public static partial void JournalOpened(this ILogger logger, string path, int items);

    [LoggerMessage(102, LogLevel.Warning, "Journal {Path} ended in a torn record of {TornBytes} bytes, which was never acknowledged; cut off at byte {Length}")]
    public static partial void JournalRepaired(this ILogger logger, string path, long tornBytes, long length);

    [LoggerMessage(103, LogLevel.Warning, "The store is unavailable: {Why}")]
    public static partial void StoreUnavailable(this ILogger logger, string why);

    [LoggerMessage(104, LogLevel.Information, "Repository stopped: {Reason}")]
    public static partial void RepositoryStopped(this ILogger logger, string reason);

    [LoggerMessage(105, LogLevel.Information, "Repository answers")]
    public static partial void RepositoryAnswers(this ILogger logger);

    [LoggerMessage(106, LogLevel.Information, "Repository waits {Wait} before it opens its store")]
    public static partial void RepositoryWaits(this ILogger logger, TimeSpan wait);

    [LoggerMessage(201, LogLevel.Information, "Mailer stopped: {Reason}")]
    public static partial void MailerStopped(this ILogger logger, string reason);

    [LoggerMessage(202, LogLevel.Information, "Mailer is killed every {Every}")]
    public static partial void MailerKillerStarted(this ILogger logger, TimeSpan every);

    [LoggerMessage(203, LogLevel.Information, "Mailer {Pid} was killed")]
    public static partial void MailerKilled(this ILogger logger, string pid);

    [LoggerMessage(401, LogLevel.Information, "Ready: {Readiness}")]
    public static partial void ReadinessChanged(this ILogger logger, string readiness);

    [LoggerMessage(402, LogLevel.Warning, "The mailer's supervisor is gone: {Reason}. Items are still taken; mails are not sent")]
    public static partial void MailerIsGone(this ILogger logger, string reason);

    [LoggerMessage(403, LogLevel.Information, "Readiness gate closed: {Reason}")]
    public static partial void GateClosed(this ILogger logger, string reason);
}
