namespace Supervision.Benchmarks;

/// <summary>What the servers of the workloads are sent.</summary>
internal abstract record Play
{
    internal sealed record Meet(ServerRef<Play> Peer, int Rounds, Action Done) : Play;

    internal sealed record Expect(int Messages, Action Done) : Play;

    internal sealed record Ball : Play;

    internal sealed record Token(int Hops) : Play;

    internal sealed record Hold(Task Gate) : Play;

    internal sealed record Note(Action Act) : Play;

    internal sealed record Ask : Play, ICall<Play, int>;

    internal static Ball TheBall { get; } = new();

    internal static Ask TheAsk { get; } = new();
}
