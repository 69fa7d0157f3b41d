using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision.Inspections;

/// <summary>Numbers of all processes of a runtime, at about one moment.</summary>
internal sealed class Census(ProcessRuntime runtime, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The greatest first, without those that have nothing.</summary>
    internal static IReadOnlyList<TopEntry> First(IEnumerable<TopEntry> entries, int count) =>
        [.. entries.Where(static entry => entry.Value > 0).OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Pid.Id).Take(count)];

    internal async Task<Dictionary<(Pid, string), TopEntry>> TakeAsync(TopBy by)
    {
        if (by == TopBy.Restarts)
        {
            return await RestartsAsync().ConfigureAwait(true); // in the process that asks
        }

        WorkAccounts? work = runtime.Observers.Work;
        if (by != TopBy.MailboxLength && work is null)
        {
            throw InspectionErrors.NotCounted(by);
        }

        return runtime.Table.Snapshot().ToDictionary(static cell => (cell.Pid, ""), cell => Entry(cell, by, work));
    }

    private static TopEntry Entry(ProcessCell cell, TopBy by, WorkAccounts? work) => new(cell.Pid, cell.RegisteredName, cell.Label, by switch
    {
        TopBy.MailboxLength => cell.MailboxLength,
        TopBy.BusyTime => work!.Find(cell.Pid)?.Busy.TotalSeconds ?? 0,
        _ => work!.Find(cell.Pid)?.Messages ?? 0,
    });

    /// <summary>A child is known by its id, for its process changes with each restart. Dynamic children without a key have none: they count together, as
    /// their supervisor's.</summary>
    private static void Add(Dictionary<(Pid, string), TopEntry> entries, Pid supervisor, string path, ChildView child)
    {
        string id = child.Listed.Id ?? child.Spec.Id;
        TopEntry entry = child.Listed.Id is null
            ? entries.GetValueOrDefault((supervisor, id)) ?? new TopEntry(supervisor, null, $"{path}/{id}", 0)
            : new TopEntry(child.Listed.Pid, child.RegisteredName, $"{path}/{id}", 0);
        entries[(supervisor, id)] = entry with { Value = entry.Value + Math.Max(0, child.Incarnation - 1) };
    }

    private async Task<Dictionary<(Pid, string), TopEntry>> RestartsAsync()
    {
        Dictionary<(Pid, string), TopEntry> entries = [];
        foreach (ProcessCell cell in runtime.Table.Snapshot().Where(static cell => cell.Behavior is SupervisorBehavior))
        {
            CallResult<SupervisorView> answer =
                await SupervisorRef.ForPid(cell.Pid).TryViewAsync(Patience, cancellationToken).ConfigureAwait(true); // in the process that asks
            if (!answer.TryGetReply(out SupervisorView? view))
            {
                continue;
            }

            foreach (ChildView child in view.Children)
            {
                Add(entries, cell.Pid, view.Path, child);
            }
        }

        return entries;
    }
}
