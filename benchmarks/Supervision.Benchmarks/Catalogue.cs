using Supervision.Benchmarks.Twins;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks;

/// <summary>All workloads, each followed by its twin.</summary>
internal static class Catalogue
{
    internal static IReadOnlyList<Func<Workload>> All { get; } =
    [
        static () => new PingPong(1),
        static () => new ChannelPingPong(1),
        static () => new PingPong(100),
        static () => new ChannelPingPong(100),
        static () => new BodyPingPong(),
        static () => new ChannelPingPong(1, bodies: true),
        static () => new OneWay(1),
        static () => new ChannelOneWay(1, "one-way send"),
        static () => new OneWay(8),
        static () => new ChannelOneWay(8, "fan-in of 8 threads"),
        static () => new FanIn(1),
        static () => new FanIn(8),
        static () => new CallFromOutside(limited: false),
        static () => new ChannelCall("call from outside", limited: false),
        static () => new CallFromOutside(limited: true),
        static () => new ChannelCall("call from outside, 5 s timeout", limited: true),
        static () => new CallFromInside(limited: false),
        static () => new CallFromInside(limited: true),
        static () => new Spawn(),
        static () => new ChannelSpawn(),
        static () => new RestartOfOne(),
        static () => new CatchLoop(),
    ];

    internal static Workload Find(string name) =>
        All.Select(static create => create()).First(workload => $"{workload.Operation} ({workload.Means})" == name);
}
