using System.Runtime.CompilerServices;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Testing.Escapes;

/// <summary>Who has started each process and in which line, and in which line a call was made that may have closed a circle. Looking at the
/// stack costs more than a start, so only runs that are read by people keep this.</summary>
internal sealed class Origins
{
    /// <summary>As many processes as a person could still tell apart.</summary>
    private const int MaxKept = 1000;

    private readonly Dictionary<ProcessTarget, Origin> _starts = new(ReferenceEqualityComparer.Instance);
    private readonly ConditionalWeakTable<CallNode, string> _calls = [];

    /// <summary>By whom and where a process was started; null when that is not known.</summary>
    internal Origin? OfStart(ProcessTarget process) => _starts.TryGetValue(process, out Origin found) ? found : null;

    /// <summary>Where a call was made; null when that is not known.</summary>
    internal string? OfCall(CallNode call) => _calls.TryGetValue(call, out string? place) ? place : null;

    internal void Started(ProcessTarget process, ProcessTarget? by)
    {
        if (_starts.Count < MaxKept)
        {
            // What a supervisor starts is no line of the user's.
            bool isOfSupervisor = (by as ProcessCell)?.Behavior is Supervisors.SupervisorBehavior;
            _starts[process] = new Origin(ProcessText.Describe(by, null), isOfSupervisor ? null : CodePlace.OfCaller().Text);
        }
    }

    internal void Ended(ProcessTarget process) => _starts.Remove(process);

    /// <summary>A call to a process that waits itself; only such a call closes a circle.</summary>
    internal void Called(CallNode call)
    {
        if (CodePlace.OfCaller().Text is { } place)
        {
            _calls.AddOrUpdate(call, place);
        }
    }

    /// <summary>The start of a process.</summary>
    /// <param name="By">What people call who has started it.</param>
    /// <param name="Place">The line of the user's code; null when none is on the stack.</param>
    internal readonly record struct Origin(string By, string? Place);
}
