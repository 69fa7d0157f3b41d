using System.Globalization;

namespace Supervision.Conformance.StateMachines;

/// <summary>A state machine as a table, and what it is sent when.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Table">What it does with an event in a state.</param>
/// <param name="Enter">What it does when it enters a state.</param>
/// <param name="Steps">The messages from outside: when, in milliseconds, and whether somebody waits for a reply.</param>
internal sealed record MachineProgram(
    int Number,
    IReadOnlyDictionary<(string State, string Message), IReadOnlyList<MachineAction>> Table,
    IReadOnlyDictionary<string, IReadOnlyList<MachineAction>> Enter,
    IReadOnlyList<(int At, bool IsCall, string Message)> Steps)
{
    /// <summary>How the event of the event's timeout is called.</summary>
    internal const string Timeout = "timeout";

    /// <summary>When it ends, in milliseconds.</summary>
    internal const int End = 1600;

    internal const string FirstState = "s0";

    /// <summary>The program as an Erlang term.</summary>
    public override string ToString()
    {
        string table = string.Join(",\n  ", Table.Select(static pair => $"{{{pair.Key.State},{pair.Key.Message}}} => [{string.Join(",", pair.Value)}]"));
        string enter = string.Join(",\n  ", Enter.Select(static pair => $"{pair.Key} => [{string.Join(",", pair.Value)}]"));
        string steps = string.Join(",", Steps.Select(static step => string.Create(
            CultureInfo.InvariantCulture, $"{{{step.At},{(step.IsCall ? "call" : "cast")},{step.Message}}}")));
        return string.Create(CultureInfo.InvariantCulture, $"{{{Number},\n #{{{table}}},\n #{{{enter}}},\n [{steps}],{End}}}.\n");
    }
}
