namespace Supervision.Tests.Scheduling.Models;

/// <summary>What visiting a model found: how many states it has, how many of them are final, and the shortest way into a bad one.</summary>
internal sealed record Visited(int States, int FinalStates, string? Counterexample)
{
    public override string ToString() =>
        $"{States} states, {FinalStates} final" + (Counterexample is null ? "" : $", wrong:{Environment.NewLine}{Counterexample}");
}

/// <summary>
/// Visits every state that an abstract model can reach, each once and breadth first, so that a counterexample is as short as any.
/// A model is a function from a state to its possible steps, with every interleaving of its actors among them; a state is a value.
/// </summary>
internal static class StateSpace
{
    /// <param name="initial">Where the model begins.</param>
    /// <param name="steps">The steps that are possible in a state, with what each leads to. None: the state is final.</param>
    /// <param name="complaint">What is wrong with a state; null when nothing is. Told whether the state is final.</param>
    internal static Visited Visit<TState>(
        TState initial,
        Func<TState, IEnumerable<(string Label, TState Next)>> steps,
        Func<TState, bool, string?> complaint)
        where TState : struct, IEquatable<TState>
    {
        var cameFrom = new Dictionary<TState, (TState State, string Label)> { [initial] = (initial, "") };
        var pending = new Queue<TState>([initial]);
        int finalStates = 0;
        while (pending.TryDequeue(out TState state))
        {
            bool isFinal = true;
            foreach ((string label, TState next) in steps(state))
            {
                isFinal = false;
                if (cameFrom.TryAdd(next, (state, label)))
                {
                    pending.Enqueue(next);
                }
            }

            finalStates += isFinal ? 1 : 0;
            if (complaint(state, isFinal) is { } wrong)
            {
                return new Visited(cameFrom.Count, finalStates, $"{PathTo(state, cameFrom)}  => {wrong}");
            }
        }

        return new Visited(cameFrom.Count, finalStates, null);
    }

    private static string PathTo<TState>(TState state, Dictionary<TState, (TState State, string Label)> cameFrom)
        where TState : struct, IEquatable<TState>
    {
        var lines = new List<string>();
        while (cameFrom[state] is { Label.Length: > 0 } step)
        {
            lines.Add($"  {step.Label}: {state}{Environment.NewLine}");
            state = step.State;
        }

        lines.Reverse();
        return string.Concat(lines);
    }
}
