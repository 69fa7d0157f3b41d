namespace Supervision.Conformance.Replay;

/// <summary>A supervision tree and what is done to it.</summary>
internal sealed record Scenario(SupervisorNode Root, IReadOnlyList<ScenarioStep> Steps);

/// <summary>A supervisor's flags and children.</summary>
internal sealed record SupervisorNode(SupervisorOptions Options, IReadOnlyList<ChildNode> Children)
{
    internal bool IsSimple => Options.Strategy == RestartStrategy.SimpleOneForOne;
}

/// <summary>A child specification; <paramref name="Supervisor"/> is null for a worker.</summary>
internal sealed record ChildNode(
    string Id, Restart Restart, Shutdown? Shutdown, bool Significant, SupervisorNode? Supervisor, BehaviorNode Behavior);

/// <summary>The script that a child plays. Null: the default; so one can replace the other's fields.</summary>
internal sealed record BehaviorNode(
    IReadOnlyList<string>? Starts, string? StartDefault, bool? TrapExit, TimeSpan? StopDelay, string? StopReason, bool HasStop)
{
    internal bool TrapsExits => TrapExit ?? true;

    /// <summary>What the start attempt with this number does.</summary>
    internal string StartOf(int number) => Starts is { } list && number <= list.Count ? list[number - 1] : StartDefault ?? "ok";

    internal BehaviorNode ReplacedBy(BehaviorNode? other) => other is null ? this : new BehaviorNode(
        other.Starts ?? Starts,
        other.StartDefault ?? StartDefault,
        other.TrapExit ?? TrapExit,
        other.HasStop ? other.StopDelay : StopDelay,
        other.HasStop ? other.StopReason : StopReason,
        other.HasStop || HasStop);
}

/// <summary>One step. Which fields are set depends on the operation.</summary>
internal sealed record ScenarioStep(string Op)
{
    internal string Supervisor { get; init; } = "";

    internal string Target { get; init; } = "";

    internal string Id { get; init; } = "";

    internal string Reason { get; init; } = "shutdown";

    internal int Milliseconds { get; init; }

    internal ChildNode? Spec { get; init; }

    internal BehaviorNode? Behavior { get; init; }

    internal IReadOnlyList<ScenarioStep> Items { get; init; } = [];
}
