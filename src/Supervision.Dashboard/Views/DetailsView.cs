using System.Globalization;
using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Views;

/// <summary>What is told of one place in the tree.</summary>
internal sealed class DetailsView(ProcessRuntime runtime, Chronicle chronicle)
{
    private const int HistoryShown = 20;

    /// <summary>A process that does not answer in this time is busy, which is said.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    internal async Task<NodeDetails> BuildAsync(Look look, TreeEntry node, string key, CancellationToken cancellationToken)
    {
        ProcessInfo? info = await InfoAsync(node.Pid, cancellationToken).ConfigureAwait(false);
        return new NodeDetails
        {
            Key = key,
            Path = ShownText.Cut(node.Path, ShownText.Sentence),
            PidNumber = node.Pid.Id,
            Status = Words.Of(node.Status),
            IsSupervisor = node.Type == ChildType.Supervisor,
            Facts = [.. Facts(look, node, info).Where(static fact => fact.Value.Length > 0)],
            History = [.. chronicle.Of(node.Path, node.Pid, HistoryShown).Select(Words.Row)],
            Crash = chronicle.LastCrash(node.Path, node.Pid) is { } crash ? Crash(node.Path, crash) : null,
            CanKill = node.Pid.IsAlive,
            CanRestart = Restarting.IsPossible(look.Tree!, node),
        };
    }

    private async Task<ProcessInfo?> InfoAsync(Pid pid, CancellationToken cancellationToken)
    {
        try
        {
            return pid == Pid.None ? null : await runtime.InfoAsync(pid).WaitAsync(Patience, runtime.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static IEnumerable<NodeDetails.Fact> Facts(Look look, TreeEntry node, ProcessInfo? info)
    {
        yield return new("process", Words.Of(node.Pid));
        yield return new("kind", info?.Label is { } label ? ShownText.Cut(label, ShownText.Name) : "");
        yield return new("started", Count(node.Incarnation, "time"));
        yield return new("restart", node.Path == node.Id ? "" : Words.Of(node.Restart));
        yield return new("shutdown", ShutdownOf(node.Shutdown));
        yield return new("significant", node.Significant ? "its end can stop its supervisor" : "");
        yield return new("tags", ShownText.Cut(string.Join(", ", node.Tags), ShownText.Sentence));
        yield return new("supervises", node.Supervisor is { } part ? $"{Count(part.Children.Count, "child", "children")}; {Words.Of(part)}" : "");
        yield return new("mailbox", node.Pid == Pid.None ? "" : Count(info?.MailboxLength ?? look.MailboxOf(node.Pid), "message"));
        yield return new("handles now", info?.CurrentMessage ?? (info is null && node.Pid.IsAlive ? "something that takes long: it does not answer" : ""));
        yield return new("waits for", info is null ? "" : Words.Of(info.WaitsFor));
        yield return new("links", info is null ? "" : Count(info.Links.Count, "process", "processes"));
        yield return new("monitors", info is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{info.Monitors} of its own, {info.MonitoredBy} on it"));
        yield return new("suspended", info is { IsSuspended: true } ? "yes" : "");
        yield return new("busy", info?.BusyTime is { } busy ? string.Create(CultureInfo.InvariantCulture, $"{busy.TotalSeconds:0.000} s, {info.Messages} messages") : "");
        yield return new("state", ShownText.Of(info?.State, ShownText.Long));
    }

    private CrashReport Crash(string path, Happening crash)
    {
        var report = (Report.ProcessCrashed)crash.Report!;
        string decision = chronicle.Of(path, report.Pid, 1000)
            .Select(static item => item.Report).OfType<Report.SupervisorTrouble>().FirstOrDefault(trouble => trouble.Child == report.Pid)?.Decision ?? "";
        return new CrashReport(
            crash.At,
            Words.Of(report.Pid),
            ShownText.Cut(report.Label ?? "", ShownText.Name),
            ShownText.Of(report.Reason, ShownText.Sentence),
            ShownText.Of((report.Reason as ExitReason.Crashed)?.Error, ShownText.Long),
            report.Message ?? "nothing",
            report.MailboxLength,
            ShownText.Of(report.State, ShownText.Long),
            Words.Of(report.Client),
            ShownText.Cut(decision, ShownText.Sentence));
    }

    private static string ShutdownOf(Shutdown shutdown) => shutdown switch
    {
        { IsKill: true } => "killed at once",
        { IsInfinite: true } => "asked, and waited for without a limit",
        _ => string.Create(CultureInfo.InvariantCulture, $"asked, and killed after {shutdown.Time?.TotalSeconds:0.###} s"),
    };

    private static string Count(int number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");
}
