using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

/// <summary>What must hold however crashes, kills, requests and shutdown fall over each other. A failure names its seed.</summary>
[Trait("Bug", "29")]
public sealed class SupervisorInvariantTests
{
    private const int Seeds = 150;

    private static readonly string[] Ids = ["a", "b", "c", "d"];

    public static TheoryData<RestartStrategy> Strategies { get; } =
        new(RestartStrategy.OneForOne, RestartStrategy.OneForAll, RestartStrategy.RestForOne);

    [Theory]
    [MemberData(nameof(Strategies))]
    public void AnyMixOfCrashesAndRequests_NeverTwoLiveChildrenWithOneId_AndNobodyOutlivesTheSupervisor(RestartStrategy strategy) =>
        AssertInvariants(strategy, Seeds, static (child, _) => child);

    [Theory]
    [MemberData(nameof(Strategies))]
    public void AnyMixOfCrashesAndRequests_WithRestartsThatWait_TheSameHolds(RestartStrategy strategy)
    {
        Backoff shortly = Backoff.Exponential(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4));

        AssertInvariants(strategy, 1000, (child, at) => at % 3 == 0 ? child : child with { Backoff = shortly });
    }

    private static void AssertInvariants(RestartStrategy strategy, ulong seeds, Func<ChildSpec, ulong, ChildSpec> change)
    {
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            Chaos chaos = new(seed);
            SupervisorSpec spec = new()
            {
                Id = "root",
                Options = new SupervisorOptions { Strategy = strategy, MaxRestarts = (int)(seed % 12) },
                Children = [.. Ids.Select((id, at) => change(chaos.Child(id), seed + (ulong)at) with { Restart = (Restart)((int)(seed + (ulong)at) % 3) })],
            };
            SupervisorRef root = chaos.Start(spec);

            for (int step = 0; step < 25; step++)
            {
                chaos.DoSomething(root);
                chaos.RunALittle();
            }

            root.Pid.Exit(ExitReason.Shutdown);
            chaos.Simulation.RunUntilQuiet();
            Assert.True(chaos.Violations.Count == 0, $"seed {seed}: {string.Join("; ", chaos.Violations)}");
            Assert.True(chaos.Simulation.Runtime.ProcessCount == 0, $"seed {seed}: {chaos.Simulation.Runtime.ProcessCount} processes outlived the supervisor");
            Assert.True(chaos.Simulation.Runtime.TimerCount == 0, $"seed {seed}: {chaos.Simulation.Runtime.TimerCount} timers outlived the supervisor");
            chaos.Simulation.Dispose();
        }
    }

    [Fact]
    public void OneForOne_EveryDeathIsOneRestart_NotMoreAndNotLess()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Chaos chaos = new(seed);
            SupervisorRef root = chaos.Start(SpecOf(chaos, RestartStrategy.OneForOne));

            int deaths = chaos.KillSome(20);

            Assert.True(root.Pid.IsAlive, $"seed {seed}: the supervisor has ended");
            Assert.True(chaos.Starts.Values.Sum() == Ids.Length + deaths, $"seed {seed}: {deaths} deaths, {chaos.Starts.Values.Sum()} starts");
            chaos.Simulation.Dispose();
        }
    }

    [Fact]
    public void OneForAll_CrashesAtOnce_NeverInterleaveTheRestartsOfTheGroup()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Chaos chaos = new(seed);
            SupervisorRef root = chaos.Start(SpecOf(chaos, RestartStrategy.OneForAll));

            chaos.KillSome(20);

            Assert.True(root.Pid.IsAlive, $"seed {seed}: the supervisor has ended");
            Assert.True(chaos.Starts.Values.Distinct().Count() == 1, $"seed {seed}: starts {string.Join(", ", chaos.Starts)}");
            int restarts = chaos.Simulation.Reports.OfType<Report.SupervisorTrouble>().Count(static trouble => trouble.Context == "child_terminated");
            Assert.True(chaos.Starts["a"] == restarts + 1, $"seed {seed}: {restarts} restarts, {chaos.Starts["a"]} starts");
            chaos.Simulation.Dispose();
        }
    }

    private static SupervisorSpec SpecOf(Chaos chaos, RestartStrategy strategy) => new()
    {
        Id = "root",
        Options = new SupervisorOptions { Strategy = strategy, MaxRestarts = 1000 },
        Children = [.. Ids.Select(chaos.Child)],
    };

    /// <summary>A simulation with a seed, children that are watched, and a source of mischief.</summary>
    private sealed class Chaos
    {
        private readonly Dictionary<string, Pid> _live = new(StringComparer.Ordinal);
        private readonly HashSet<Pid> _doomed = [];
        private readonly Random _random;

        internal Chaos(ulong seed)
        {
            _random = new Random((int)seed);
            Simulation = new Simulation(seed);
            Simulation.OnExit = (pid, _) =>
            {
                foreach ((string id, Pid held) in _live.ToArray())
                {
                    if (held == pid)
                    {
                        _live.Remove(id);
                    }
                }
            };
        }

        internal Simulation Simulation { get; }

        internal List<string> Violations { get; } = [];

        internal Dictionary<string, int> Starts { get; } = new(StringComparer.Ordinal);

        internal ChildSpec Child(string id) => ChildSpec.Process(
            id,
            async process =>
            {
                if (!_live.TryAdd(id, process.Self))
                {
                    Violations.Add($"{id} runs as {_live[id]} and {process.Self}");
                }

                Starts[id] = Starts.GetValueOrDefault(id) + 1;
                switch (await process.ReceiveAsync<object>())
                {
                    case Signal.Exit exit:
                        await process.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(3)));
                        process.Exit(exit.Reason);
                        break;
                    case ExitReason order:
                        process.Exit(order);
                        break;
                }
            },
            new ProcessOptions { TrapExits = id is not "c" });

        internal SupervisorRef Start(SupervisorSpec spec)
        {
            Task<SupervisorRef> start = Simulation.Runtime.StartSupervisorAsync(spec);
            Simulation.RunUntilIdle();
            return start.GetAwaiter().GetResult();
        }

        internal void RunALittle()
        {
            for (int steps = _random.Next(12); steps > 0 && Simulation.Step(); steps--)
            {
            }
        }

        internal void DoSomething(SupervisorRef root)
        {
            string id = Ids[_random.Next(Ids.Length)];
            Pid pid = _live.GetValueOrDefault(id);
            Task<ChildResult>? request = _random.Next(8) switch
            {
                0 => root.TerminateChildAsync(id),
                1 => root.RestartChildAsync(id),
                2 => root.DeleteChildAsync(id),
                3 => root.StartChildAsync(Child(id)),
                _ => null,
            };

            // A supervisor that has given up answers nobody; that is not the question here.
            _ = request?.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
            switch (_random.Next(4))
            {
                case 0:
                    pid.Exit(ExitReason.Kill);
                    break;
                case 1:
                    pid.Send(new ExitReason.Custom("boom"));
                    break;
                case 2:
                    pid.Send(ExitReason.Normal);
                    break;
            }
        }

        /// <summary>Kills live children at odd moments.</summary>
        /// <returns>How many incarnations, until all is quiet.</returns>
        internal int KillSome(int attempts)
        {
            for (int attempt = 0; attempt < attempts; attempt++)
            {
                if (_live.TryGetValue(Ids[_random.Next(Ids.Length)], out Pid pid) && _doomed.Add(pid))
                {
                    pid.Exit(ExitReason.Kill);
                }

                RunALittle();
            }

            Simulation.RunUntilQuiet();
            return _doomed.Count;
        }
    }
}
