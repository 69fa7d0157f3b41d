namespace Supervision.Benchmarks.Workloads;

/// <summary>The end of a process that many monitor; an operation is a watcher that has heard of it.</summary>
internal sealed class FanOut : ProcessWorkload
{
    internal const int Watchers = 100_000;

    private Signalled _done = new(1);
    private Pid _target;

    internal override string Operation => "death-fan-out";

    internal override int Operations => Watchers;

    internal override Task PrepareAsync(int operations)
    {
        Signalled done = new(operations);
        Signalled ready = new(operations);
        Pid target = Runtime.Spawn(static context => context.ReceiveAsync<Play.Ball>().AsTask());
        for (int i = 0; i < operations; i++)
        {
            Runtime.Spawn(async context =>
            {
                context.Monitor(target);
                ready.Signal();
                await context.ReceiveAsync<Signal.Down>();
                done.Signal();
            });
        }

        (_done, _target) = (done, target);
        return ready.Task;
    }

    internal override Task RunAsync(int operations)
    {
        _target.Send(Play.TheBall);
        return _done.Task;
    }
}
