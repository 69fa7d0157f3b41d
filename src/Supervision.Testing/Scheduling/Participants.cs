using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Testing.Scheduling;

/// <summary>The processes of one simulation as its scheduler knows them, found by their pids.</summary>
internal sealed class Participants
{
    private readonly List<Participant?> _byId = [new Participant(0) { Name = "outside" }];

    /// <summary>Those outside of all processes.</summary>
    internal Participant Outside => _byId[0]!;

    internal Participant Of(ProcessTarget? process)
    {
        int id = (int)(process?.Id ?? 0);
        return id < _byId.Count && _byId[id] is { } known ? known : Enter(process!, id);
    }

    /// <summary>Forgets a process that has ended.</summary>
    internal void Remove(Pid pid)
    {
        if (pid.Id < _byId.Count)
        {
            _byId[(int)pid.Id] = null;
        }
    }

    private Participant Enter(ProcessTarget process, int id)
    {
        while (_byId.Count <= id)
        {
            _byId.Add(null);
        }

        // Who has forgotten its parent is dead and was forgotten here; a message may still be on its way to it.
        Participant parent = Of((process as ProcessCell)?.Parent.Target);
        Participant entered = new(SplitMix64.Mix(parent.Key, ++parent.Spawned));
        _byId[id] = entered;
        return entered;
    }
}
