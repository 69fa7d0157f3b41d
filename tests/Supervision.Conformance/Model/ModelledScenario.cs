using Supervision.Conformance.Differential;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Model;

/// <summary>A scenario as the model sees it: a declared tree that has started, and actions. What the model does not describe ends it early.</summary>
internal sealed class ModelledScenario
{
    /// <summary>More than any limit of a drawn scenario lets a start fail.</summary>
    private const int ForEver = 60;

    private readonly Scenario _scenario;
    private readonly List<TreeAction> _actions = [];

    private ModelledScenario(Scenario scenario, TreeSnapshot before)
    {
        _scenario = scenario;
        Before = before;
    }

    internal TreeSnapshot Before { get; }

    /// <summary>The tree as the model has it; null once its root has ended.</summary>
    internal TreeSnapshot? Now { get; private set; }

    /// <summary>Null when the model does not describe the scenario: a tree with mistakes, a start that ignores, a supervisor that may be killed because
    /// its children are slow, or scripts that depend on more than
    /// the place in the tree.</summary>
    internal static ModelledScenario? Of(Scenario scenario)
    {
        SupervisorSpec spec = SpecOf("root", scenario.Root);
        ScenarioTree tree = ScenarioTree.Of(scenario);
        (string Path, ChildNode Spec)[] all = [.. tree.All().SelectMany(static node => node.Children).Select(static child => (child.Path, child.Spec))];
        bool isScripted = all.Any(static child => child.Spec.Behavior is { Starts: not null } or { StartDefault: not null });
        if (spec.FindMistakes().Count > 0
            || all.Any(static child => child.Spec.Behavior.StartDefault == "ignore" || child.Spec.Behavior.Starts?.Contains("ignore") == true)
            || all.Any(static child => child.Spec.Supervisor is not null && child.Spec.Shutdown?.Time > TimeSpan.Zero)
            || (isScripted && all.GroupBy(static child => child.Path).Any(static same => same.Count() > 1)))
        {
            return null;
        }

        ModelledScenario modelled = new(scenario, TreeSnapshot.Of(spec));
        modelled.Now = modelled.Before;
        foreach ((string path, ChildNode child) in all)
        {
            modelled.PlanStarts(path, child.Behavior, modelled.Before.Find(path) is not null);
        }

        return modelled;
    }

    /// <summary>Plays a step.</summary>
    /// <param name="number">Its number, from 1; the one after the last that was played.</param>
    /// <returns>What happened in it; null when the model does not describe it.</returns>
    internal IReadOnlyList<TreePrediction.Step>? Play(int number)
    {
        if (ActionOf(_scenario.Steps[number - 1]) is not { } action)
        {
            return null;
        }

        int told = Before.Predict(_actions).Story.Count;
        _actions.AddRange(action);
        TreePrediction prediction = Before.Predict(_actions);
        Now = prediction.After;
        return [.. prediction.Story.Skip(told)];
    }

    /// <summary>The action of a step, none for a mere question; null when there is no action that stands for it.</summary>
    private TreeAction[]? ActionOf(ScenarioStep step) => step.Op switch
    {
        "exit" => TypeAt(step.Target) == ChildType.Worker ? [new TreeAction.End(step.Target, Reasons.Parse(step.Reason))] : [],
        "kill" => [new TreeAction.Kill(step.Target)],
        "stop" => [new TreeAction.End("root", Reasons.Parse(step.Reason))],
        "wait" => [new TreeAction.Wait(TimeSpan.FromMilliseconds(step.Milliseconds))],
        "start_child" => HasMistakes(step) ? null : [new TreeAction.Add(step.Supervisor, SpecOf(step.Spec!))],
        "start_dynamic" => [new TreeAction.Add(step.Supervisor, Inert(step.Id))],
        "terminate_pid" => Now?.Find(step.Supervisor) is { Supervisor.IsDynamic: true } && step.Target[..step.Target.LastIndexOf('/')] == step.Supervisor
            ? [new TreeAction.Terminate(step.Target)]
            : [],
        "terminate_child" or "restart_child" or "delete_child" when Now?.Find(step.Supervisor) is { Supervisor.IsDynamic: true } => [],
        "terminate_child" => [new TreeAction.Terminate($"{step.Supervisor}/{step.Id}")],
        "restart_child" => [new TreeAction.RestartChild($"{step.Supervisor}/{step.Id}")],
        "delete_child" => [new TreeAction.Delete($"{step.Supervisor}/{step.Id}")],
        "batch" => null,
        _ => [],
    };

    private ChildType? TypeAt(string path) => Now?.Find(path)?.Type;

    private bool HasMistakes(ScenarioStep step) => Now?.Find(step.Supervisor)?.Supervisor is { } part
        && new SupervisorSpec { Id = "x", Options = part.Options, Children = [SpecOf(step.Spec!)] }.FindMistakes().Count > 0;

    /// <summary>Tells the model how the starts of a path will go; of what is declared the first is over.</summary>
    private void PlanStarts(string path, BehaviorNode behavior, bool hasStarted)
    {
        int last = (behavior.Starts?.Count ?? 0) + (behavior.StartDefault is null or "ok" ? 0 : ForEver);
        for (int attempt = hasStarted ? 2 : 1; attempt <= last; attempt++)
        {
            _actions.Add(behavior.StartOf(attempt) == "ok" ? new TreeAction.FailStarts(path, 0, 1) : new TreeAction.FailStarts(path, 1));
        }
    }

    private static SupervisorSpec SpecOf(string id, SupervisorNode node) =>
        new() { Id = id, Options = node.Options, Children = [.. node.Children.Select(SpecOf)] };

    private static ChildSpec SpecOf(ChildNode child)
    {
        ChildSpec spec = child.Supervisor is { } nested ? ChildSpec.Nested(SpecOf(child.Id, nested)) : Inert(child.Id);
        return spec with { Restart = child.Restart, Shutdown = child.Shutdown, Significant = child.Significant };
    }

    private static ChildSpec Inert(string id) =>
        new(id, static context => throw new InvalidOperationException($"The model started {context.ChildId}; it must start nothing."));
}
