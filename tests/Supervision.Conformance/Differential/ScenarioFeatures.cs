using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>What a scenario exercises, in the words of the scenario format.</summary>
internal static class ScenarioFeatures
{
    internal static readonly string[] All =
    [
        "one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one", "restart_permanent", "restart_transient", "restart_temporary", "nested",
        "dynamic_supervisor", "significant", "auto_shutdown", "brutal_kill", "no_trap", "slow_stop", "stop_reason", "start_ignore", "start_error",
        "start_crash", "start_throw", "start_normal", "start_shutdown", "sup_start_script", "invalid_spec", "wait", "batch", "exit", "kill", "stop",
        "start_child", "start_dynamic", "terminate_child", "terminate_pid", "restart_child", "delete_child", "get_childspec", "get_childspec_pid",
        "which_children", "count_children", "kill_supervisor", "sup_shutdown_kill", "root_stop_reason",
    ];

    internal static IReadOnlySet<string> Of(Scenario scenario)
    {
        HashSet<string> found = [];
        ScenarioTree root = ScenarioTree.Of(scenario);
        foreach (ScenarioTree tree in root.All())
        {
            AddSupervisor(tree, found);
        }

        HashSet<string> supervisors = [.. root.All().Select(static tree => tree.Path)];
        foreach (ScenarioStep step in ScenarioTree.AllSteps(scenario))
        {
            found.Add(step.Op);
            Add(found, step is { Op: "stop", Reason: not "shutdown" }, "root_stop_reason");
            Add(found, step.Op == "kill" && supervisors.Contains(step.Target), "kill_supervisor");
        }

        return found;
    }

    private static void AddSupervisor(ScenarioTree tree, HashSet<string> found)
    {
        SupervisorOptions options = tree.Node.Options;
        found.Add(options.Strategy switch
        {
            RestartStrategy.OneForOne => "one_for_one",
            RestartStrategy.OneForAll => "one_for_all",
            RestartStrategy.RestForOne => "rest_for_one",
            _ => Words.Simple,
        });
        Add(found, options.AutoShutdown != AutoShutdown.Never, "auto_shutdown");
        Add(found, options.MaxRestarts < 0 || options.Period <= TimeSpan.Zero, "invalid_spec");
        Add(found, tree.Node.IsSimple ? tree.Node.Children.Count != 1 : tree.Node.Children.DistinctBy(static child => child.Id).Count() < tree.Node.Children.Count, "invalid_spec");
        foreach ((ChildNode spec, ScenarioTree? nested, _) in tree.Children)
        {
            AddChild(tree, spec, nested, found);
        }
    }

    private static void AddChild(ScenarioTree parent, ChildNode spec, ScenarioTree? nested, HashSet<string> found)
    {
        found.Add($"restart_{(spec.Restart switch { Restart.Permanent => "permanent", Restart.Transient => "transient", _ => "temporary" })}");
        Add(found, spec.Significant, "significant");
        Add(found, spec.Significant && (spec.Restart == Restart.Permanent || parent.Node.Options.AutoShutdown == AutoShutdown.Never), "invalid_spec");
        Add(found, spec.Shutdown?.Time < TimeSpan.Zero, "invalid_spec");
        Add(found, spec.Shutdown is { IsKill: true }, "brutal_kill");
        Add(found, nested is not null, "nested");
        Add(found, nested is not null && parent.Node.IsSimple, "dynamic_supervisor");
        Add(found, nested is not null && (spec.Shutdown is { IsKill: true } || spec.Shutdown?.Time?.TotalMilliseconds < Timing.StopTimes(nested)?.Max), "sup_shutdown_kill");
        Add(found, !spec.Behavior.TrapsExits, "no_trap");
        Add(found, spec.Behavior.StopDelay > TimeSpan.Zero, "slow_stop");
        Add(found, spec.Behavior.StopReason is not null, "stop_reason");
        foreach (string start in (spec.Behavior.Starts ?? []).Append(spec.Behavior.StartDefault ?? "ok").Where(static start => start != "ok"))
        {
            found.Add("start_" + start.Split('(')[0]);
            Add(found, nested is not null, "sup_start_script");
        }
    }

    private static void Add(HashSet<string> found, bool condition, string feature)
    {
        if (condition)
        {
            found.Add(feature);
        }
    }
}
