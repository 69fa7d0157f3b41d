using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>Pairs of processes at the limit; an operation is a round trip.</summary>
internal sealed class LimitPingPong(string operation, int pairs) : TwinWorkload(operation, "limit")
{
    internal override Task RunAsync(int operations)
    {
        Signalled done = new(pairs);
        foreach (Ping ping in Enumerable.Range(0, pairs).Select(_ => new Ping(operations / pairs, done)).ToArray())
        {
            ping.Tell(Play.TheBall);
        }

        return done.Task;
    }

    private sealed class Ping : LimitProcess
    {
        private readonly Pong _pong;
        private readonly Signalled _done;
        private int _left;

        internal Ping(int rounds, Signalled done)
        {
            (_left, _done) = (rounds, done);
            _pong = new Pong(this);
        }

        protected override void Handle(object message)
        {
            if (_left-- == 0)
            {
                _done.Signal();
            }
            else
            {
                _pong.Tell(message);
            }
        }
    }

    private sealed class Pong(Ping ping) : LimitProcess
    {
        protected override void Handle(object message) => ping.Tell(message);
    }
}
