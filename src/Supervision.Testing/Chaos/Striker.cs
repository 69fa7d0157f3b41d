using System.Globalization;
using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>Does what a plan says.</summary>
internal sealed class Striker(ProcessRuntime runtime, ChaosOptions options)
{
    /// <summary>What a process ends with to which chaos has sent an exit signal of its own.</summary>
    internal const string ReasonCode = "chaos";

    private readonly List<Task> _stops = [];

    /// <summary>How many orders to stop are kept.</summary>
    internal int StopCount => _stops.Count;

    private long Now => runtime.Time.GetTimestamp();

    /// <summary>Does one thing.</summary>
    /// <param name="action">What.</param>
    /// <param name="numbered">Those who may be picked at this moment.</param>
    internal Strike Do(ChaosAction action, IReadOnlyList<TreeEntry> numbered)
    {
        if (action.Kind == ChaosKind.Fault)
        {
            return Fault(action);
        }

        IReadOnlyList<TreeEntry> eligible = Eligible(action, numbered);
        if (eligible.Count == 0)
        {
            return new Strike(action, null, $"{Word(action.Kind)} nobody: nobody may be picked", Now);
        }

        int number = Math.Max(0, action.Pick) % eligible.Count;
        TreeEntry victim = eligible[number];
        long at = Now;
        string what = Strike(action, victim);
        runtime.Reports.Write(new Report.ChaosStruck(victim.Pid, victim.Path, what, nameof(ChaosTest)));
        return new Strike(action, victim, string.Create(
            CultureInfo.InvariantCulture, $"{what} {TreeWords.Visible(victim.Path)}#{victim.Incarnation} (number {number} of {eligible.Count}, from the right)"), at);
    }

    /// <summary>What an action would be for the rules; null when it would meet nobody.</summary>
    internal static TreeAction? Meant(ChaosAction action, IReadOnlyList<TreeEntry> numbered)
    {
        IReadOnlyList<TreeEntry> eligible = Eligible(action, numbered);
        if (eligible.Count == 0)
        {
            return null;
        }

        string path = eligible[Math.Max(0, action.Pick) % eligible.Count].Path;
        return action.Kind switch
        {
            ChaosKind.StopSupervisor => new TreeAction.End(path, ExitReason.Shutdown),
            ChaosKind.Exit => new TreeAction.Signal(path, ReasonOf(action)),
            _ => new TreeAction.Kill(path),
        };
    }

    /// <summary>Completes when the supervisors that were told to stop have done so.</summary>
    internal async Task AwaitStopsAsync()
    {
        foreach (Task stop in _stops)
        {
            // Whatever becomes of a stop is seen in the tree.
            await Task.WhenAny(stop).ConfigureAwait(true); // in the process that strikes
        }

        _stops.Clear();
    }

    private Strike Fault(ChaosAction action)
    {
        if (options.Faults.Count == 0)
        {
            return new Strike(action, null, "fault: there is none to set up", Now);
        }

        ChaosFault fault = options.Faults[Math.Max(0, action.Pick) % options.Faults.Count];
        long at = Now;
        fault.Arm(FaultControl.Of(runtime));
        return new Strike(action, null, $"fault {fault.Name}", at) { HasMet = true };
    }

    private string Strike(ChaosAction action, TreeEntry victim)
    {
        switch (action.Kind)
        {
            case ChaosKind.Crash when victim is { Type: ChildType.Worker, Pid.Target: ProcessCell cell }:
                cell.Post(static _ => throw new ChaosCrashException(), null);
                return "crash";
            case ChaosKind.Exit:
                ExitReason reason = ReasonOf(action);
                victim.Pid.Exit(reason);
                return $"exit signal {reason} to";
            case ChaosKind.StopSupervisor:
                _stops.RemoveAll(static stop => stop.IsCompleted); // a long run gives very many
                _stops.Add(SupervisorRef.ForPid(victim.Pid).StopAsync(ExitReason.Shutdown, Timeout.InfiniteTimeSpan));
                return "stop";
            default:
                victim.Pid.Exit(ExitReason.Kill);
                return "kill";
        }
    }

    private static ExitReason ReasonOf(ChaosAction action) => (Math.Max(0, action.Argument) % 3) switch
    {
        0 => new ExitReason.Custom(ReasonCode),
        1 => ExitReason.Shutdown,
        _ => ExitReason.Normal,
    };

    private static IReadOnlyList<TreeEntry> Eligible(ChaosAction action, IReadOnlyList<TreeEntry> numbered) =>
        action.Kind == ChaosKind.StopSupervisor ? [.. numbered.Where(static entry => entry.Type == ChildType.Supervisor)] : numbered;

    private static string Word(ChaosKind kind) => kind switch
    {
        ChaosKind.Crash => "crash",
        ChaosKind.Exit => "exit signal to",
        ChaosKind.StopSupervisor => "stop",
        _ => "kill",
    };
}
