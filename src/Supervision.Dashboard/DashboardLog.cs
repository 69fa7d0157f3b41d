using Microsoft.Extensions.Logging;

namespace Supervision.Dashboard;

/// <summary>Every log line of the assembly, in the category <c>Supervision.Dashboard</c>. Ids are stable: 7xx.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(701, LogLevel.Warning, "{Person} asked the dashboard: {Action} {Target}. {Outcome}")]
    internal static partial void Acted(ILogger logger, string person, string action, string target, string outcome);

    [LoggerMessage(702, LogLevel.Warning, "The dashboard is open to everybody who can reach this program, with actions: {Actions}.")]
    internal static partial void IsOpen(ILogger logger, bool actions);
}
