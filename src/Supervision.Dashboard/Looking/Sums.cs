namespace Supervision.Dashboard.Looking;

/// <summary>What is below a supervisor, all in all.</summary>
internal sealed class Sums
{
    internal int Processes { get; private set; }

    internal int Running { get; private set; }

    internal int Restarting { get; private set; }

    internal int Stopped { get; private set; }

    internal long Restarts { get; private set; }

    internal long Mailbox { get; private set; }

    /// <summary>The sums of every supervisor of a tree, itself left out. Without recursion, however deep the tree is.</summary>
    internal static Dictionary<TreeEntry, Sums> Of(TreeEntry root, IReadOnlyDictionary<Pid, int> mailboxes)
    {
        List<(TreeEntry Node, int Parent)> order = [(root, -1)];
        for (int at = 0; at < order.Count; at++)
        {
            foreach (TreeEntry child in order[at].Node.Supervisor?.Children ?? [])
            {
                order.Add((child, at));
            }
        }

        Dictionary<TreeEntry, Sums> sums = new(ReferenceEqualityComparer.Instance);
        for (int at = order.Count - 1; at > 0; at--)
        {
            TreeEntry parent = order[order[at].Parent].Node;
            if (!sums.TryGetValue(parent, out Sums? sum))
            {
                sums.Add(parent, sum = new Sums());
            }

            sum.Add(order[at].Node, mailboxes);
            sum.Add(sums.GetValueOrDefault(order[at].Node));
        }

        return sums;
    }

    private void Add(TreeEntry node, IReadOnlyDictionary<Pid, int> mailboxes)
    {
        Processes++;
        Running += node.Status == ChildInfo.State.Running ? 1 : 0;
        Restarting += node.Status == ChildInfo.State.Restarting ? 1 : 0;
        Stopped += node.Status == ChildInfo.State.Stopped ? 1 : 0;
        Restarts += Math.Max(0, node.Incarnation - 1);
        Mailbox += mailboxes.GetValueOrDefault(node.Pid);
    }

    private void Add(Sums? below)
    {
        if (below is not null)
        {
            Processes += below.Processes;
            Running += below.Running;
            Restarting += below.Restarting;
            Stopped += below.Stopped;
            Restarts += below.Restarts;
            Mailbox += below.Mailbox;
        }
    }
}
