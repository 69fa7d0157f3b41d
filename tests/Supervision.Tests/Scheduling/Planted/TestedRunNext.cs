using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>The real slot under the explorer. The types derived from it plant one mistake each.</summary>
internal class TestedRunNext
{
    private RunNext<ControlledAtomics, string> _next;

    internal int Epoch => _next.Epoch;

    internal void BeginTurn() => _next.BeginTurn();

    internal virtual bool EndTurn() => _next.EndTurn();

    internal bool TryOffer(string process) => _next.TryOffer(process);

    internal string? Take() => _next.Take();

    internal bool TryWithdraw(string process) => _next.TryWithdraw(process);

    internal virtual string? TrySteal(int seen) => _next.TrySteal(seen);
}
