using Supervision.Benchmarks.Twins.Limit;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>The tree of processes at the limit; an operation is a process.</summary>
internal sealed class LimitSkynet() : TwinWorkload("skynet", "limit")
{
    internal override int Operations => 111_111;

    internal override Task RunAsync(int operations)
    {
        Signalled done = new(1);
        new Node(null, done).Tell(new Grow(0, Skynet.LeavesFor(operations)));
        return done.Task;
    }

    private sealed record Grow(long Number, int Leaves);

    private sealed class Node(Node? parent, Signalled done) : LimitProcess
    {
        private int _left = Skynet.Branches;
        private long _sum;

        protected override void Handle(object message)
        {
            switch (message)
            {
                case Grow { Leaves: 1 } leaf:
                    parent!.Tell(new Skynet.Sum(leaf.Number));
                    break;
                case Grow grow:
                    int each = grow.Leaves / Skynet.Branches;
                    for (int i = 0; i < Skynet.Branches; i++)
                    {
                        new Node(this, done).Tell(new Grow(grow.Number + ((long)i * each), each));
                    }

                    break;
                case Skynet.Sum sum:
                    Add(sum.Value);
                    break;
            }
        }

        private void Add(long value)
        {
            _sum += value;
            if (--_left > 0)
            {
                return;
            }

            if (parent is null)
            {
                done.Signal();
            }
            else
            {
                parent.Tell(new Skynet.Sum(_sum));
            }
        }
    }
}
