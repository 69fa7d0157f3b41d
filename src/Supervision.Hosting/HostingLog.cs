using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Supervision.Hosting;

/// <summary>Every log line of the assembly, in the category <c>Supervision.Hosting</c>. Ids are stable: 5xx.</summary>
internal static partial class HostingLog
{
    /// <summary>The logger of a container; one that writes nowhere when it has none.</summary>
    internal static ILogger LoggerOf(IServiceProvider services) =>
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Supervision.Hosting");

    [LoggerMessage(501, LogLevel.Information, "The supervision tree has started:\n{Tree}")]
    internal static partial void TreeStarted(ILogger logger, string tree);

    [LoggerMessage(502, LogLevel.Critical, "The root supervisor {Root} ended: {Reason}. {Consequence} Last trouble: {Trouble} Last crash: {Crash}")]
    internal static partial void RootEnded(ILogger logger, Exception? error, string root, string reason, string consequence, string trouble, string crash);

    [LoggerMessage(503, LogLevel.Information, "Stopping the supervision tree, in reverse start order.")]
    internal static partial void TreeStopping(ILogger logger);

    [LoggerMessage(504, LogLevel.Information, "The supervision tree has stopped.")]
    internal static partial void TreeStopped(ILogger logger);

    [LoggerMessage(505, LogLevel.Warning, "The time that the host gives for stopping was over before the supervision tree had stopped. What is left is killed. Raise HostOptions.ShutdownTimeout, or give the children less.")]
    internal static partial void OutOfTime(ILogger logger);

    [LoggerMessage(506, LogLevel.Error, "The service of process {Pid}, which ended with {Reason}, could not be stopped.")]
    internal static partial void StopFailed(ILogger logger, Exception error, string pid, string reason);

    [LoggerMessage(507, LogLevel.Critical, "The supervision tree did not start: {Path}: {Reason}")]
    internal static partial void TreeNotStarted(ILogger logger, string path, string reason);

    [LoggerMessage(508, LogLevel.Warning, "{Service} runs twice: as process {Pid} of the tree, and by the host, which does not restart it. Remove AddHostedService<{Service}>(), or the child.")]
    internal static partial void RunsTwice(ILogger logger, string service, string pid);
}
