using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>A process at the limit that watches another and stops doing so; an operation is a pair.</summary>
internal sealed class LimitMonitor(string operation) : TwinWorkload(operation, "limit")
{
    internal override Task RunAsync(int operations)
    {
        Signalled done = new(1);
        new Watcher(new Target(), operations, done).Tell(Play.TheBall);
        return done.Task;
    }

    private sealed class Target : LimitMember
    {
        protected override void Handle(object message) => Die(null);
    }

    private sealed class Watcher(Target target, int count, Signalled done) : LimitMember
    {
        protected override void Handle(object message)
        {
            for (int i = 0; i < count; i++)
            {
                Demonitor(Monitor(target));
            }

            done.Signal();
        }
    }
}
