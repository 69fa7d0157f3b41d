using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>Processes at the limit, or tasks, that send to one; an operation is a message.</summary>
internal sealed class LimitOneWay(string operation, int producers, bool outside = false) : TwinWorkload(operation, "limit")
{
    internal override Task RunAsync(int operations)
    {
        int each = operations / producers;
        Signalled done = new(1);
        Counter counter = new(each * producers, done);
        for (int i = 0; i < producers; i++)
        {
            if (outside)
            {
                _ = Task.Run(() => Produce(counter, each));
            }
            else
            {
                new Producer(counter, each).Tell(Play.TheBall);
            }
        }

        return done.Task;
    }

    private static void Produce(Counter counter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            counter.Tell(Play.TheBall);
        }
    }

    private sealed class Counter(int messages, Signalled done) : LimitProcess
    {
        private int _left = messages;

        protected override void Handle(object message)
        {
            if (--_left == 0)
            {
                done.Signal();
            }
        }
    }

    private sealed class Producer(Counter counter, int count) : LimitProcess
    {
        protected override void Handle(object message) => Produce(counter, count);
    }
}
