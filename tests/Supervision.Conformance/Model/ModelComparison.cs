using System.Text.Json.Nodes;
using Supervision.Conformance.Differential;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Model;

/// <summary>Compares what the model tells of a scenario with what happened.</summary>
internal sealed record ModelComparison(int Steps, int Events, string? Difference)
{
    /// <summary>Nothing of the scenario is described by the model.</summary>
    internal static ModelComparison None { get; } = new(0, 0, null);

    /// <summary>Compares step by step, until the model has nothing to say.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="trace">What happened when a supervisor played it.</param>
    internal static ModelComparison Of(JsonObject scenario, IReadOnlyList<string> trace)
    {
        Scenario read = ScenarioReader.Read(scenario.ToJsonString());
        HashSet<string> pools = ScenarioTree.Of(read).All().Where(static node => node.Node.IsSimple).Select(static node => node.Path).ToHashSet(StringComparer.Ordinal);
        if (ModelledScenario.Of(read) is not { } model || StepOutcome.OfTrace(trace, pools) is not { } outcomes)
        {
            return None;
        }

        int events = 0;
        for (int number = 1; number <= read.Steps.Count; number++)
        {
            if (model.Play(number) is not { } story)
            {
                return new ModelComparison(number - 1, events, null);
            }

            StepOutcome told = StepOutcome.OfModel(story, model.Now, pools);
            if (!told.Lines.SequenceEqual(outcomes[number].Lines))
            {
                IEnumerable<string> beside = TraceComparison.SideBySide("happened", outcomes[number].Lines, "model", told.Lines);
                return new ModelComparison(number, events, string.Join('\n', beside.Prepend($"step {number} {read.Steps[number - 1].Op}")));
            }

            events += told.Lines.Count;
        }

        return new ModelComparison(read.Steps.Count, events, null);
    }
}
