using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Routes;

/// <summary>Writes down who did what: in the log, and in the history that pages show.</summary>
internal sealed class ActionRecord(Chronicle chronicle, ILogger logger)
{
    internal static string PersonOf(HttpContext http) =>
        ShownText.Cut(http.User.Identity?.Name ?? "Somebody at " + http.Connection.RemoteIpAddress, ShownText.Name);

    internal void Write(string person, string action, string target, string outcome, string path = "", Pid process = default)
    {
        DashboardLog.Acted(logger, person, action, ShownText.Cut(target, ShownText.Sentence), outcome);
        chronicle.Act(path, process, $"{person}: {action} {ShownText.Cut(target, ShownText.Name)}. {outcome}".TrimEnd());
    }
}
