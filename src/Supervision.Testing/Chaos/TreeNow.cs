using Supervision.Runtime;
using Supervision.Supervisors;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>The processes of a tree at this very moment, in the middle of restarts too. Only in the simulation, where no other thread runs them.</summary>
internal static class TreeNow
{
    /// <summary>Those that may be picked, numbered as <see cref="ChaosPlan.Number"/> does, processes that are being started among them.</summary>
    internal static IReadOnlyList<TreeEntry> Number(SupervisorRef root, ChaosFilter? filter) =>
        [.. Below(root.Pid).Where(entry => filter?.Matches(entry) != false)];

    private static IEnumerable<TreeEntry> Below(Pid supervisor)
    {
        if (supervisor.Target is not ProcessCell { IsAlive: true, Behavior: SupervisorBehavior behavior } || behavior.ViewNow() is not { } view)
        {
            yield break;
        }

        if (behavior.StartingNow() is { } starting)
        {
            TreeEntry entry = Living(DeclaredTree.Child(starting.Spec, view.Path, starting.Path[(view.Path.Length + 1)..]), starting.Process);
            foreach (TreeEntry below in Below(starting.Process).Append(entry))
            {
                yield return below;
            }
        }

        foreach (ChildView child in view.Children.Reverse().Where(static child => child.Listed.Pid.IsAlive))
        {
            string id = child.Listed.Id ?? $"{child.Spec.Id} {child.Listed.Pid}";
            TreeEntry entry = Living(DeclaredTree.Child(child.Spec, view.Path, id), child.Listed.Pid) with { Incarnation = child.Incarnation };
            foreach (TreeEntry below in Below(entry.Pid).Append(entry))
            {
                yield return below;
            }
        }
    }

    private static TreeEntry Living(TreeEntry entry, Pid process) => entry with
    {
        Pid = process,
        Status = ChildInfo.State.Running,
        Name = process.Target?.RegisteredName ?? entry.Name,
        TrapsExits = process.Target is ProcessCell { TrapsExits: true },
    };
}
