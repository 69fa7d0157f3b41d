using Supervision.Scheduling;
using Supervision.Tests.Scheduling.Interleaving;

namespace Supervision.Tests.Scheduling.Planted;

/// <summary>The real gate under the explorer. The types derived from it plant one mistake each.</summary>
internal class TestedGate
{
    private UserCodeGate<ControlledAtomics> _gate;

    internal int Epoch => _gate.Epoch;

    internal bool IsSeized => _gate.IsSeized;

    internal void Enter() => _gate.Enter();

    internal virtual bool Leave() => _gate.Leave();

    internal virtual bool TrySeize(int seen) => _gate.TrySeize(seen);
}
