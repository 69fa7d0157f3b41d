using Supervision.Benchmarks.Twins;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks;

/// <summary>All operations and the means to them: ours first.</summary>
internal static class Catalogue
{
    private const int Million = 1_000_000;

    /// <summary>What is compared, in the order of the table.</summary>
    internal static IReadOnlyDictionary<string, Func<IReadOnlyList<Workload>>> All { get; } =
        new OrderedDictionary<string, Func<IReadOnlyList<Workload>>>([.. Messages(), .. Calls(), .. Lives(), .. Crowds(), .. Relations(), .. Blocks(), .. Listeners()]);

    /// <summary>Those that take long: measured when they are named, and for the results.</summary>
    internal static bool IsLong(string operation) => operation.EndsWith("-100000", StringComparison.Ordinal);

    /// <summary>The same at 10,000 and at 1,000,000, ours and its twins. A child is an entry of a table too, so what is done with children is beside a
    /// dictionary of the same size as well.</summary>
    internal static IReadOnlyDictionary<string, Func<int, IReadOnlyList<Workload>>> Growing { get; } =
        new OrderedDictionary<string, Func<int, IReadOnlyList<Workload>>>(
        [
            new("growth-processes", static size => [new SpawnMany(size), new LimitSpawn(SpawnMany.NameFor(size), size)]),
            new("growth-children-start", static size => GrowingChildren(ChildrenPhase.Start, size)),
            new("growth-children-terminate", static size => GrowingChildren(ChildrenPhase.Terminate, size)),
            new("growth-children-stop", static size => GrowingChildren(ChildrenPhase.Stop, size)),
            new("growth-timers", static size => [new TimerMany(size), new DictionaryMany(TimerMany.NameFor(size), size)]),
            new("growth-links", static size => [new LinkMany(size), new DictionaryMany(LinkMany.NameFor(size), size)]),
        ]);

    private static IReadOnlyList<Workload> ChildrenOf(ChildrenPhase phase, int size) => [new Children(phase, size), new LimitChildren(phase, size)];

    private static IReadOnlyList<Workload> GrowingChildren(ChildrenPhase phase, int size) =>
        [.. ChildrenOf(phase, size), new DictionaryMany(Children.NameFor(phase, size), size)];

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Messages() =>
    [
        Pairs(1),
        new("ring", static () => [new Ring(), new LimitRing(Ring.Size), new ChannelRing(Ring.Size), .. Erlang("ring", 500_000)]),
        Pairs(100),
        Pairs(1_000),
        new("ping-pong-bodies", static () =>
            [new BodyPingPong(), new LimitBodies(), new ChannelPingPong("ping-pong-bodies", 1)]),
        new("one-way", static () =>
            [new FanIn(1), new LimitOneWay("one-way", 1), new ChannelOneWay("one-way", 1), new DataflowOneWay("one-way", 1), .. Erlang("one-way", 500_000)]),
        new("one-way-outside", static () => [new OneWay(1), new LimitOneWay("one-way-outside", 1, outside: true), new ChannelOneWay("one-way-outside", 1)]),
        new("fan-in", static () =>
            [new FanIn(8), new LimitOneWay("fan-in", 8), new ChannelOneWay("fan-in", 8), new DataflowOneWay("fan-in", 8), .. Erlang("fan-in", 500_000)]),
        new("bounded", static () =>
            [new Bounded(), new ChannelBounded(Bounded.Capacity), new DataflowOneWay("bounded", 1, Bounded.Capacity)]),
        new("selective-receive", static () =>
            [new SelectiveReceive(), new ListScan(SelectiveReceive.Others), .. Erlang("selective-receive", 20_000)]),
    ];

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Calls()
    {
        foreach ((bool inside, bool limited) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
        {
            string name = Call.NameFor(inside, limited);
            yield return new(name, () =>
                [new Call(inside, limited), new LimitCall(name, inside, limited), new ChannelCall(name, limited), .. limited ? Erlang(name, 100_000) : []]);
        }

        yield return new("cast", static () => [new Cast(), new LimitOneWay("cast", 1), .. Erlang("cast", 500_000)]);
    }

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Lives()
    {
        yield return new("spawn", static () => [new Spawn(), new LimitSpawn("spawn"), new ChannelSpawn(), .. Erlang("spawn", 50_000)]);
        yield return new("spawn-exit", static () => [new SpawnExit(), .. Erlang("spawn-exit", 200_000)]);
        yield return new("skynet", static () => [new Skynet(), new LimitSkynet(), new ChannelSkynet(), .. Erlang("skynet", 111_111)]);
        for (int depth = 0; depth <= 3; depth++)
        {
            int below = depth;
            string name = Restarts.NameFor(1, below);
            yield return new(name, () => below == 0
                ? [new Restarts(1, 0), new LimitRestart(name, 1), new ThrowAndCatch(name, 0), .. Erlang(name, 2_000)]
                : [new Restarts(1, below), new ThrowAndCatch(name, below)]);
        }

        yield return new("restart-group", static () =>
            [new Restarts(10, 0), new LimitRestart("restart-group", 10), .. Erlang("restart-group", 2_000)]);
    }

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Crowds() =>
        from size in (int[])[10_000, 100_000]
        from phase in Enum.GetValues<ChildrenPhase>()
        let name = Children.NameFor(phase, size)
        select new KeyValuePair<string, Func<IReadOnlyList<Workload>>>(
            name, () => [.. ChildrenOf(phase, size), .. Erlang(name, Children.OperationsFor(phase, size))]);

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Relations() =>
    [
        new("monitor", static () => [new Relations(links: false), new LimitMonitor("monitor"), .. Erlang("monitor", 500_000)]),
        new("link", static () => [new Relations(links: true), new LimitMonitor("link"), .. Erlang("link", 500_000)]),
        new("death-fan-out", static () => [new FanOut(), new LimitFanOut(FanOut.Watchers), .. Erlang("death-fan-out", FanOut.Watchers)]),
        new("registry-lookup", static () => [new Names(lookup: true), new DictionaryNames(lookup: true), .. Erlang("registry-lookup", Million)]),
        new("register", static () => [new Names(lookup: false), new DictionaryNames(lookup: false), .. Erlang("register", 200_000)]),
        new("timer", static () => [new Timers(0), new FrameworkTimer("timer", 0), .. Erlang("timer", 300_000)]),
        new("timer-1000000", static () => [new Timers(Million), new FrameworkTimer("timer-1000000", Million), .. Erlang("timer-1000000", 300_000)]),
    ];

    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Blocks() =>
    [
        new(Keys.Name, static () => [new Keys(), new DictionaryNames(lookup: true, Keys.Name)]),
        new(PoolCall.Name, static () => [new PoolCall(), new BareCall(PoolCall.Name, inside: true)]),
        new(BreakerPass.Name, static () => [new BreakerPass(), new LockedCount()]),
        new(BreakerCall.NameFor(false), static () => [new BreakerCall(inside: false), new BareCall(BreakerCall.NameFor(false), inside: false)]),
        new(BreakerCall.NameFor(true), static () => [new BreakerCall(inside: true), new BareCall(BreakerCall.NameFor(true), inside: true)]),
    ];

    /// <summary>The paths of messages by who listens; "ours" is heard by nobody.</summary>
    private static IEnumerable<KeyValuePair<string, Func<IReadOnlyList<Workload>>>> Listeners() =>
    [
        Heard("heard-ping-pong", static runtime => new PingPong(1) { Runtime = runtime }),
        Heard("heard-one-way", static runtime => new OneWay(1) { Runtime = runtime }),
        Heard("heard-call", static runtime => new Call(inside: false, limited: true) { Runtime = runtime }),
    ];

    private static KeyValuePair<string, Func<IReadOnlyList<Workload>>> Heard(string operation, Func<ProcessRuntime, ProcessWorkload> make) =>
        new(operation, () => [.. Enum.GetValues<Listening>().Select(listening => new Heard(operation, listening, make))]);

    private static KeyValuePair<string, Func<IReadOnlyList<Workload>>> Pairs(int count)
    {
        string name = PingPong.NameFor(count);
        return new(name, () =>
        [
            new PingPong(count), new LimitPingPong(name, count), new ChannelPingPong(name, count),
            .. count == 1 ? (Workload[])[new DataflowPingPong()] : [], .. Erlang(name, 200_000),
        ]);
    }

    private static Workload[] Erlang(string operation, int operations) =>
        ErlangWorkload.IsInstalled ? [new ErlangWorkload(operation, operations)] : [];
}
