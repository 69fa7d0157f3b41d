namespace Supervision.Benchmarks.Twins;

/// <summary>A linked list that is searched behind a thousand others.</summary>
internal sealed class ListScan(int others) : TwinWorkload("selective-receive", "list")
{
    private readonly LinkedList<object> _list = new(Enumerable.Repeat<object>("another", others));

    internal override Task RunAsync(int operations)
    {
        object wanted = new Workloads.SelectiveReceive.Wanted();
        for (int i = 0; i < operations; i++)
        {
            _list.AddLast(wanted);
            LinkedListNode<object> node = _list.First!;
            while (node.Value is not Workloads.SelectiveReceive.Wanted)
            {
                node = node.Next!;
            }

            _list.Remove(node);
        }

        return Task.CompletedTask;
    }
}
