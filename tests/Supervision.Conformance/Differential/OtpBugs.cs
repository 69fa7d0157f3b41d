using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>
/// The two bugs of OTP 25 that are not imitated. A scenario that can show one is not played; it is drawn anew and counted.
/// </summary>
internal static class OtpBugs
{
    /// <summary>
    /// A dynamic child whose restart answers ignore stays listed without a process, and its supervisor crashes when it is stopped. The number of a
    /// dynamic child's first start is 1, so it is a restart exactly when the number is higher.
    /// </summary>
    internal static bool RestartIgnores(Scenario scenario) => ScenarioTree.Of(scenario).All()
        .Where(static tree => tree.Node.IsSimple)
        .SelectMany(static tree => tree.Children)
        .Any(static child => (child.Spec.Behavior.StartDefault ?? "ok") == "ignore" || child.Spec.Behavior.Starts?.Skip(1).Contains("ignore") == true);

    /// <summary>
    /// A restarting dynamic child that is terminated stays in the count of restarting children: count_children says one active child too few from then on. A
    /// dynamic child can be found restarting only inside a batch, and only when one of its restarts fails.
    /// </summary>
    internal static bool MiscountsRestarting(Scenario scenario)
    {
        HashSet<string> weak = [.. ScenarioTree.Of(scenario).All()
            .Where(static tree => tree.Node.IsSimple)
            .SelectMany(static tree => tree.Children)
            .Where(static child => MayFailToRestart(child.Spec, child.Tree))
            .Select(static child => child.Path)];
        HashSet<string> miscounting = [];
        foreach (ScenarioStep step in scenario.Steps)
        {
            foreach (ScenarioStep item in step.Items.Prepend(step))
            {
                if (step.Op == "batch" && item.Op == "terminate_pid" && weak.Contains(item.Target))
                {
                    miscounting.Add(item.Supervisor);
                }
                else if (item.Op == "count_children" && miscounting.Contains(item.Supervisor))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool MayFailToRestart(ChildNode spec, ScenarioTree? tree) =>
        (spec.Behavior.StartDefault ?? "ok") != "ok"
        || spec.Behavior.Starts?.Skip(1).Any(static start => start != "ok") == true
        || tree?.All().Any(static nested => nested.Children.Any(static child => child.Spec.Behavior is { Starts: not null } or { StartDefault: not null })) == true;
}
