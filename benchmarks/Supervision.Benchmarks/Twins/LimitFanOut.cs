using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>The end of a process at the limit that many watch; an operation is a watcher that has heard of it.</summary>
internal sealed class LimitFanOut(int watchers) : TwinWorkload("death-fan-out", "limit")
{
    private Signalled _done = new(1);
    private Target _target = new();

    internal override int Operations => watchers;

    internal override Task PrepareAsync(int operations)
    {
        Signalled ready = new(operations);
        (_done, _target) = (new Signalled(operations), new Target());
        for (int i = 0; i < operations; i++)
        {
            new Watcher(_target, ready, _done).Tell(Play.TheBall);
        }

        return ready.Task;
    }

    internal override Task RunAsync(int operations)
    {
        _target.Tell(Play.TheBall);
        return _done.Task;
    }

    private sealed class Target : LimitMember
    {
        protected override void Handle(object message) => Die(null);
    }

    private sealed class Watcher(Target target, Signalled ready, Signalled done) : LimitMember
    {
        protected override void Handle(object message)
        {
            if (message is Watch)
            {
                done.Signal();
            }
            else
            {
                Monitor(target);
                ready.Signal();
            }
        }
    }
}
