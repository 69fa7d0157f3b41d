using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Trees of all kinds, drawn; the numbers are those of trees for which something had once been predicted that did not come.</summary>
public sealed class ChaosRandomTreeTests
{
    [Theory]
    [InlineData(1001)]
    [InlineData(1006)]
    [InlineData(1019)]
    [InlineData(1026)]
    [InlineData(1032)]
    [InlineData(1042)]
    [InlineData(1046)]
    [InlineData(1051)]
    [InlineData(1057)]
    [InlineData(21020, 41)]
    [InlineData(21037, 58)]
    public void Explore_DrawnTree_EverybodyIsWhatTheRulesSay(int seed, int? chaos = null)
    {
        ChaosOptions options = new()
        {
            Seed = (ulong)(chaos ?? seed - 999),
            Plans = 8,
            Length = 8,
            Kinds = [ChaosKind.Kill, ChaosKind.Kill, ChaosKind.Crash, ChaosKind.Exit, ChaosKind.StopSupervisor],
        };

        ChaosReport report = ChaosTest.Explore(
            _ => new Drawing(seed).Supervisor("app", 0), options, new ExplorationOptions { Schedules = 60, DeterminismChecks = 0 });

        Assert.InRange(report.Strikes, 1, long.MaxValue);
    }

    private sealed class Drawing(int seed)
    {
        private readonly Random _random = new(seed);
        private int _names;

        internal SupervisorSpec Supervisor(string id, int depth) => _random.Next(3) switch
        {
            0 => Supervision.Supervisor.OneForOne(id, supervisor => Fill(supervisor, depth)),
            1 => Supervision.Supervisor.OneForAll(id, supervisor => Fill(supervisor, depth)),
            _ => Supervision.Supervisor.RestForOne(id, supervisor => Fill(supervisor, depth)),
        };

        private void Fill(SupervisorBuilder supervisor, int depth)
        {
            supervisor.Intensity(_random.Next(0, 5) * (depth == 0 ? 5 : 1), TimeSpan.FromSeconds(_random.Next(1, 4)));
            int children = _random.Next(1, 4);
            for (int i = 0; i < children; i++)
            {
                supervisor.Child(depth < 2 && _random.Next(2) == 0
                    ? ChildSpec.Nested(Supervisor($"s{depth}{i}", depth + 1)) with { Restart = Restart(4) }
                    : Worker($"w{i}"));
            }
        }

        private ChildSpec Worker(string id)
        {
            string? name = _random.Next(3) == 0 ? $"n{_names++}" : null;
            bool isSlow = _random.Next(3) == 0;
            bool traps = _random.Next(3) == 0;
            _ = _random.Next(8);
            ChildSpec child = ChildSpec.Server(id, () => new DrawnServer(isSlow), new ServerOptions { Name = name, TrapExits = traps }) with
            {
                Restart = Restart(3),
                Shutdown = _random.Next(5) == 0 ? Shutdown.Kill : null,
            };
            return _random.Next(6) == 0
                ? child with { Backoff = Backoff.Exponential(TimeSpan.FromMilliseconds(30), TimeSpan.FromSeconds(1), jitter: 0) }
                : child;
        }

        private Restart Restart(int oneOf) => (Restart)(_random.Next(oneOf) == 0 ? _random.Next(3) : 0);
    }

    private sealed class DrawnServer(bool isSlow) : GenServer<string>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            await (isSlow ? Context.DelayAsync(TimeSpan.FromMilliseconds(10)) : Task.CompletedTask);
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(string message) => default;

        protected override async ValueTask TerminateAsync(ExitReason reason) =>
            await (isSlow ? Task.Delay(TimeSpan.FromMilliseconds(5), Context.Time) : Task.CompletedTask);
    }
}
