namespace Supervision.Testing.Scheduling;

/// <summary>
/// Who uses what does not belong to one process: names, the table of all processes, and what others see of a process without asking it. A turn that uses such a thing does not change places with
/// the turn of another that changes it, so neither may be eager. Who that is, is learned: an exhaustive search that learns of somebody new
/// begins again.
/// </summary>
internal sealed class SharedUse(IEnumerable<ulong> known)
{
    /// <summary>Stands for the table of all processes.</summary>
    internal const ulong ProcessTable = 1;

    /// <summary>Mixed with the key of a process stands for what others see of it: whether it lives, the room in its mailbox.</summary>
    internal const ulong Visible = 2;

    private readonly SortedSet<ulong> _processes = [.. known];
    private readonly Dictionary<ulong, List<(ulong Process, bool Changes)>> _uses = [];

    /// <summary>True when somebody new was learned of since <see cref="BeginSearch"/>.</summary>
    internal bool HasLearned { get; private set; }

    /// <summary>The keys of those who are known to.</summary>
    internal IReadOnlyCollection<ulong> Processes => _processes;

    internal void BeginSearch() => HasLearned = false;

    /// <summary>Uses count within one schedule.</summary>
    internal void BeginSchedule() => _uses.Clear();

    internal bool Includes(Participant process) => _processes.Contains(process.Key);

    /// <summary>A message came too late. What its send has answered depends on whether the receiver had ended by then; where every message
    /// comes in time, all answers are the same in all orders.</summary>
    internal void AddSendToEnded(Participant sender, Participant receiver) =>
        HasLearned |= _processes.Add(sender.Key) | _processes.Add(receiver.Key);

    internal void Add(Participant user, ulong thing, bool changes)
    {
        if (!_uses.TryGetValue(thing, out List<(ulong Process, bool Changes)>? uses))
        {
            _uses[thing] = uses = [];
        }

        if (uses.Contains((user.Key, changes)))
        {
            return;
        }

        foreach ((ulong process, bool otherChanges) in uses)
        {
            if (process != user.Key && (changes || otherChanges))
            {
                HasLearned |= _processes.Add(process) | _processes.Add(user.Key);
            }
        }

        uses.Add((user.Key, changes));
    }
}
