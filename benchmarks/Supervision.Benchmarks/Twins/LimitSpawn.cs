using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>Processes at the limit that took one turn and are idle.</summary>
internal sealed class LimitSpawn(string operation, int size = 0) : TwinWorkload(operation, "limit")
{
    private Idle[] _processes = [];

    internal override int Operations => size;

    internal override bool Retains => true;

    internal override Task PrepareAsync(int operations)
    {
        _processes = new Idle[operations];
        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations)
    {
        Signalled done = new(operations);
        for (int i = 0; i < operations; i++)
        {
            Idle process = new(done);
            _processes[i] = process;
            process.Tell(Play.TheBall);
        }

        return done.Task;
    }

    internal override Task CleanUpAsync()
    {
        _processes = [];
        return Task.CompletedTask;
    }

    private sealed class Idle(Signalled done) : LimitMember
    {
        protected override void Handle(object message) => done.Signal();
    }
}
