using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

public sealed class ChaosMonkeyTests
{
    private static readonly ChaosMonkeyOptions Hourly = new() { Tags = ["cache"], From = new(9, 0), Until = new(16, 0) };

    /// <summary>The simulation begins on Saturday the first of January 2000, at midnight.</summary>
    [Fact]
    public void Monkey_AWeek_KillsOnlyTheTaggedOnlyWithinHoursAndNotTooOften()
    {
        List<(Report.ChaosStruck What, DateTimeOffset At)> kills = [];
        Simulation? simulation = null;

        void Note(Report report)
        {
            if (report is Report.ChaosStruck struck)
            {
                kills.Add((struck, simulation!.Time.GetUtcNow()));
            }
        }

        Simulation.Test(
            async test =>
            {
                simulation = test.Simulation;
                SupervisorRef root = await StartAsync(test);
                await using ChaosMonkey monkey = ChaosMonkey.Start(root, Hourly);
                await test.AdvanceAsync(TimeSpan.FromDays(7));
                Assert.Equal(monkey.Kills, kills.Count);
                Assert.Equal(monkey.Kills + 1, (await TreeSnapshot.TakeAsync(root)).Find("test/app/cache")!.Incarnation);
            },
            Options(Note));

        Assert.InRange(kills.Count, 5 * 3, 5 * 7);
        Assert.All(kills, kill => Assert.Equal(("test/app/cache", "kill", "ChaosMonkey"), (kill.What.Path, kill.What.What, kill.What.By)));
        Assert.All(kills, kill => Assert.InRange(kill.At.Hour, 9, 15));
        Assert.All(kills, kill => Assert.DoesNotContain(kill.At.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }));
        Assert.All(kills.Zip(kills.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Monkey_EveryKill_IsLoggedAsChaos() => Simulation.Test(
        async test =>
        {
            SupervisorRef root = await StartAsync(test);
            await using ChaosMonkey monkey = ChaosMonkey.Start(root, AllDay);

            await test.AdvanceAsync(TimeSpan.FromHours(2));

            await test.ExpectLogAsync(Microsoft.Extensions.Logging.LogLevel.Warning, "Chaos (ChaosMonkey): kill test/app/cache");
        },
        Options());

    [Fact]
    public void Monkey_SwitchedOff_KillsNobody() => Simulation.Test(
        async test =>
        {
            SupervisorRef root = await StartAsync(test);
            bool mayKill = false;
            await using ChaosMonkey byHand = ChaosMonkey.Start(root, AllDay);
            await using ChaosMonkey byOptions = ChaosMonkey.Start(root, AllDay with { MayKill = () => mayKill });
            await using ChaosMonkey broken = ChaosMonkey.Start(root, AllDay with { MayKill = () => throw new IOException("no file") });
            byHand.IsOn = false;
            await test.AdvanceAsync(TimeSpan.FromDays(1));
            long off = byHand.Kills + byOptions.Kills;

            byHand.IsOn = mayKill = true;
            await test.AdvanceAsync(TimeSpan.FromDays(1));

            Assert.Equal(0, off);
            Assert.True(byHand.Kills > 5 && byOptions.Kills > 5);
            Assert.Equal(0, broken.Kills);
        },
        Options());

    [Fact]
    public void Monkey_VictimWhoseSupervisorWouldGiveUp_IsSpared() => Simulation.Test(
        async test =>
        {
            SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("app", app => app
                .Intensity(0, TimeSpan.FromSeconds(5)).Child(ChaosTrees.Worker("cache") with { Tags = ["cache"] })));
            await using ChaosMonkey monkey = ChaosMonkey.Start(root, AllDay);

            await test.AdvanceAsync(TimeSpan.FromDays(1));

            Assert.Equal(0, monkey.Kills);
        },
        Options());

    /// <summary>What is below a supervisor may hold its name a moment longer than the supervisor lives; each start that fails of it counts as a restart.</summary>
    [Fact]
    public void Monkey_VictimWhoseRestartMayMeetAnOldName_IsSpared() => Simulation.Test(
        async test =>
        {
            ChildSpec slow = ChildSpec.Process("n", StayAsync, new ProcessOptions { Name = "n", TrapExits = true });
            SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("app", app => app
                .Intensity(1, TimeSpan.FromSeconds(5))
                .Child(ChildSpec.Nested(Supervisor.OneForOne("cache", cache => cache.Child(slow))) with { Tags = ["cache"] })));
            Pid first = root.Pid;
            await using ChaosMonkey monkey = ChaosMonkey.Start(root, AllDay);

            await test.AdvanceAsync(TimeSpan.FromDays(1));

            Assert.True(first.IsAlive);
            Assert.Equal(0, monkey.Kills);

            static async Task StayAsync(ProcessContext context)
            {
                await context.ReceiveAsync<Signal.Exit>();
                await Task.Delay(TimeSpan.FromSeconds(1), context.Time);
            }
        },
        Options());

    [Fact]
    public async Task Monkey_RuntimeThatDoesNotAllowChaos_IsRefused()
    {
        await using ProcessRuntime runtime = new();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("app", _ => { }));

        Assert.Contains("AllowChaos", Assert.Throws<InvalidOperationException>(() => ChaosMonkey.Start(root, Hourly)).Message, StringComparison.Ordinal);
    }

    private static ChaosMonkeyOptions AllDay => Hourly with { From = default, Until = default, Days = Enum.GetValues<DayOfWeek>() };

    private static SimulationOptions Options(Action<Report>? onReport = null) => new()
    {
        Horizon = TimeSpan.FromDays(30),
        Crashes = CrashPolicy.Allow,
        Runtime = new ProcessRuntimeOptions { OnReport = onReport },
    };

    private static Task<SupervisorRef> StartAsync(TestProcess test) => test.StartSupervisedAsync(Supervisor.OneForOne("app", app => app
        .Child(ChaosTrees.Worker("store"))
        .Child(ChaosTrees.Worker("cache") with { Tags = ["cache"] })));
}
