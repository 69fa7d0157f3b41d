namespace Supervision.Benchmarks.Workloads;

/// <summary>A thousand servers in a circle that hand a token on; an operation is a hop.</summary>
internal sealed class Ring : ProcessWorkload
{
    internal const int Size = 1_000;

    private readonly ServerRef<Play>[] _nodes = new ServerRef<Play>[Size];

    internal override string Operation => "ring";

    internal override async Task SetUpAsync()
    {
        for (int i = 0; i < Size; i++)
        {
            _nodes[i] = await Runtime.StartServerAsync(static () => new Node());
        }
    }

    internal override Task RunAsync(int operations)
    {
        Signalled done = new(1);
        for (int i = 0; i < Size; i++)
        {
            _nodes[i].Cast(new Play.Meet(_nodes[(i + 1) % Size], 0, done.Signal));
        }

        _nodes[0].Cast(new Play.Token(operations));
        return done.Task;
    }

    private sealed class Node : GenServer<Play>
    {
        private Play.Meet? _next;

        protected override ValueTask HandleAsync(Play message)
        {
            switch (message)
            {
                case Play.Token { Hops: 0 }:
                    _next!.Done();
                    break;
                case Play.Token token:
                    _next!.Peer.Cast(new Play.Token(token.Hops - 1));
                    break;
                case Play.Meet meet:
                    _next = meet;
                    break;
            }

            return default;
        }
    }
}
