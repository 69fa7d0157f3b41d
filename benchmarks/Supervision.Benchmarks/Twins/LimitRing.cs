using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>A circle of processes at the limit; an operation is a hop.</summary>
internal sealed class LimitRing(int size) : TwinWorkload("ring", "limit")
{
    internal override Task RunAsync(int operations)
    {
        Signalled done = new(1);
        Node[] nodes = [.. Enumerable.Range(0, size).Select(_ => new Node(done))];
        for (int i = 0; i < size; i++)
        {
            nodes[i].Next = nodes[(i + 1) % size];
        }

        nodes[0].Tell(new Play.Token(operations));
        return done.Task;
    }

    private sealed class Node(Signalled done) : LimitProcess
    {
        internal Node Next { get; set; } = null!;

        protected override void Handle(object message)
        {
            Play.Token token = (Play.Token)message;
            if (token.Hops == 0)
            {
                done.Signal();
            }
            else
            {
                Next.Tell(new Play.Token(token.Hops - 1));
            }
        }
    }
}
