using System.Globalization;
using Supervision.Dashboard.Looking;

namespace Supervision.Dashboard.Views;

/// <summary>The words of pages.</summary>
internal static class Words
{
    internal static string Of(ChildInfo.State status) => status switch
    {
        ChildInfo.State.Running => "running",
        ChildInfo.State.Restarting => "restarting",
        _ => "stopped",
    };

    internal static string Of(Restart restart) => restart switch
    {
        Restart.Permanent => "permanent: restarted whatever it ends with",
        Restart.Transient => "transient: restarted when it crashes",
        _ => "temporary: never restarted",
    };

    internal static string Of(TreeEntry.SupervisorPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Of(part.Options.Strategy)}, {part.RestartAges.Count} of {part.Options.MaxRestarts} restarts in {part.Options.Period.TotalSeconds:0.###} s");

    internal static string Of(Pid pid) => pid == Pid.None ? "" : ShownText.Cut(pid.ToString(), ShownText.Name);

    internal static HappeningRow Row(Happening item) =>
        new(item.Number, item.At, item.Kind, ShownText.Cut(item.Path, ShownText.Name), Of(item.Process), ShownText.Cut(Text(item), ShownText.Sentence));

    private static string Of(RestartStrategy strategy) => strategy switch
    {
        RestartStrategy.OneForOne => "one for one",
        RestartStrategy.OneForAll => "one for all",
        RestartStrategy.RestForOne => "rest for one",
        _ => "dynamic",
    };

    private static string Text(Happening item) => item.Report switch
    {
        Report.ProcessCrashed r => string.Create(CultureInfo.InvariantCulture, $"{r.Label ?? "process"} ended: {Reason(r.Reason)}; it was handling {r.Message ?? "nothing"}, {r.MailboxLength} messages waited."),
        Report.SupervisorTrouble r => $"{Reason(r.Reason)}. {r.Decision}",
        Report.ChildStarted r => string.Create(CultureInfo.InvariantCulture, $"Runs again as {Of(r.Child)}, for the {Ordinal(r.Incarnation)} time."),
        Report.LongTurn r => string.Create(CultureInfo.InvariantCulture, $"{r.Label ?? "process"} has held its thread for {r.For.TotalSeconds:0.0} s with {r.Running ?? "something"}{(r.BlocksItself ? "; it seems to block on itself" : "")}."),
        Report.StragglerAbandoned r => string.Create(CultureInfo.InvariantCulture, $"{r.Label ?? "process"} was declared dead after {r.Waited.TotalSeconds:0.0} s; its code still runs."),
        Report.StragglerEnded r => string.Create(CultureInfo.InvariantCulture, $"{r.Label ?? "process"}: the code that ran on has ended after {r.Age.TotalSeconds:0.0} s."),
        Report.CallCycle r => $"Processes call each other in a circle: {string.Join(" → ", r.Pids.Take(10).Select(static pid => Of(pid)))}.",
        Report.ChaosStruck r => $"{r.By}: {r.What}, on purpose.",
        Report.CircuitChanged r => $"Breaker {r.Breaker}: {r.From} → {r.To}. {r.Why}",
        _ => item.Said,
    };

    private static string Reason(ExitReason reason) => ShownText.Of(reason, ShownText.Sentence);

    private static string Ordinal(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}{(number % 100 / 10, number % 10) switch
    {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }}");
}
