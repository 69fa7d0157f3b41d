using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>All children that a supervisor of a scenario may come to have, wherever in the scenario they are written.</summary>
internal sealed record ScenarioTree(string Path, SupervisorNode Node, IReadOnlyList<(ChildNode Spec, ScenarioTree? Tree, string Path)> Children)
{
    internal static ScenarioTree Of(Scenario scenario) => Of("root", scenario.Root, [.. AllSteps(scenario)]);

    /// <summary>Steps and the items of batches.</summary>
    internal static IEnumerable<ScenarioStep> AllSteps(Scenario scenario) => scenario.Steps.SelectMany(static step => step.Items.Prepend(step));

    internal IEnumerable<ScenarioTree> All() => Children.SelectMany(static child => child.Tree?.All() ?? []).Prepend(this);

    private static ScenarioTree Of(string path, SupervisorNode node, ScenarioStep[] steps)
    {
        IEnumerable<(string Id, ChildNode Spec)> children = node.IsSimple
            ? steps.Where(step => step.Op == "start_dynamic" && step.Supervisor == path && node.Children.Count > 0)
                .Select(step => (step.Id, node.Children[0] with { Behavior = node.Children[0].Behavior.ReplacedBy(step.Behavior) }))
                .Concat(node.Children.Select(static template => ("", template)))
            : node.Children.Select(static child => (child.Id, child))
                .Concat(steps.Where(step => step.Op == "start_child" && step.Supervisor == path).Select(static step => (step.Spec!.Id, step.Spec!)));
        return new ScenarioTree(path, node, [.. children.Select(child => (
            child.Spec,
            child.Spec.Supervisor is { } nested ? Of($"{path}/{child.Id}", nested, steps) : null,
            $"{path}/{child.Id}"))]);
    }
}
