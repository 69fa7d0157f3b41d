using Supervision.Testing;

namespace Supervision.Tests.Reconcilers;

/// <summary>What the supervisor and the outside do to a reconciler.</summary>
public sealed class ReconciledSupervisorTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly SimulationOptions Crashing = new() { Crashes = CrashPolicy.Allow, Horizon = TimeSpan.FromHours(3) };

    [Fact]
    public void Supervisor_ThatIsRestarted_GetsItsChildrenBackAtOnceAndTheirCountsStay() => Simulation.Test(
        static async test =>
        {
            Reconciler<string> manager = New();
            manager.Set(DeviceTree.Devices(3));
            await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
                .Dynamic<string>("pollers", static (context, _) => context.StartProcessAsync(Bodies.Idle), Temporary, static pollers => pollers.Named("pollers"))
                .Child(manager.Child)));
            await test.AdvanceAsync(Tick);
            manager.List()[2].Pid.Exit(ExitReason.Kill);

            test.Runtime.Find("pollers").Exit(ExitReason.Kill);
            await test.AdvanceAsync(Tick);

            Assert.Equal([true, true, true], manager.List().Select(static child => child.Pid.IsAlive));
            Assert.Equal([0, 0], manager.List().Take(2).Select(static child => child.Ends));
        },
        Crashing);

    [Fact]
    public void Start_WhileAProcessOfAnEarlierLifeHasTheName_IsTriedAgainSoonAndCountsAsNoEnd() => Simulation.Test(static async test =>
    {
        Reconciler<string> manager = New();
        manager.Set(DeviceTree.Devices(2));
        test.Spawn(static earlier => earlier.DelayAsync(TimeSpan.FromMilliseconds(350)), new ProcessOptions { Name = "device:0" });
        await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
            .Dynamic<string>(
                "pollers",
                static (context, _) => context.StartProcessAsync(Bodies.Idle, new ProcessOptions { Name = "device:" + context.ChildId }),
                Temporary,
                static pollers => pollers.Named("pollers"))
            .Child(manager.Child)));

        await test.AdvanceAsync(Tick / 5);
        Assert.Equal([false, true], manager.List().OrderBy(static child => child.Key).Select(static child => child.Pid.IsAlive));
        await test.AdvanceAsync(Tick / 4);

        Assert.Equal([true, true], manager.List().Select(static child => child.Pid.IsAlive));
        Assert.Equal([0, 0], manager.List().Select(static child => child.Ends));
    });

    [Fact]
    public void NeighbourToTheLeft_ThatDies_TakesPollersWithItAndBringsThemBack() => Simulation.Test(
        static async test =>
        {
            Reconciler<string> manager = New();
            manager.Set(DeviceTree.Devices(3));
            await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
                .Process("config-cache", Bodies.Idle)
                .Dynamic<string>("pollers", static (context, _) => context.StartProcessAsync(Bodies.Trapping), Temporary, static pollers => pollers.Named("pollers"))
                .Child(manager.Child)));
            await test.AdvanceAsync(Tick);
            SupervisorRef right = SupervisorRef.ForPid(await ParentOfAsync(test, "manager"));
            ChildInfo? cache = await right.GetChildAsync("config-cache");

            cache!.Pid.Exit(ExitReason.Kill);
            await test.AdvanceAsync(TimeSpan.FromSeconds(20));

            Assert.All(manager.List(), static child => Assert.Equal((ReconciledChild.State.Running, 0), (child.Status, child.Ends)));
        },
        Crashing);

    [Fact]
    public void DeclaredChildren_AreReconciledToo_AndThoseOfOthersLeftAlone() => Simulation.Test(
        static async test =>
        {
            Reconciler<string> manager = New(new() { Declare = static (_, _) => ChildSpec.Process("any", Bodies.Idle) with { Restart = Restart.Transient } });
            manager.Set(DeviceTree.Devices(2));
            SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
                .Named("pollers")
                .Process("own", Bodies.Idle)
                .Process("1", Bodies.Idle)));
            Pid present = (await root.GetChildAsync("1"))!.Pid;
            await test.StartSupervisedAsync(manager.Child);
            await test.AdvanceAsync(Tick);
            Assert.Equal(present, manager.List()[1].Pid);

            manager.List()[0].Pid.Exit(ExitReason.Shutdown);
            await test.AdvanceAsync(Tick);
            Assert.Equal(ReconciledChild.State.Waiting, manager.List()[0].Status);
            await test.AdvanceAsync(TimeSpan.FromSeconds(10));
            Assert.True(manager.List()[0].Pid.IsAlive);

            manager.Set(new Dictionary<string, string>());
            await test.AdvanceAsync(Tick);
            Assert.Equal(["own"], (await root.ListChildrenAsync()).Select(static child => child.Id));
        },
        Crashing);

    [Fact]
    public void ChildThatItsSupervisorRestarts_IsFollowedAndNotCounted() => Simulation.Test(
        static async test =>
        {
            Reconciler<string> manager = New(new() { Interval = Tick });
            manager.Put("0", "");
            await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
                .Dynamic<string>(
                    "pollers",
                    static (context, _) => context.StartProcessAsync(Bodies.Idle),
                    static child => child with { Backoff = Backoff.Exponential(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)) },
                    static pollers => pollers.Named("pollers"))
                .Child(manager.Child)));
            await test.AdvanceAsync(Tick);
            Pid first = manager.List()[0].Pid;

            first.Exit(ExitReason.Kill);
            await test.AdvanceAsync(TimeSpan.FromSeconds(7));
            Pid second = manager.List()[0].Pid;
            Assert.True(second.IsAlive && second != first);
            Assert.Equal(0, manager.List()[0].Ends);

            second.Exit(ExitReason.Kill);
            await test.AdvanceAsync(Tick);
            manager.Remove("0");
            await test.AdvanceAsync(Long);
            Assert.Empty(await SupervisorRef.ForName(test.Runtime, "pollers").ListChildrenAsync());
        },
        Crashing);

    [Fact]
    public void Poll_IsAskedAtEachInterval_AndNullChangesNothing()
    {
        Dictionary<string, string>? wanted = [];
        Simulation.Test(async test =>
        {
            Reconciler<string> manager = New(new() { Poll = _ => Task.FromResult<IReadOnlyDictionary<string, string>?>(wanted) });
            await StartAsync(test, manager);
            wanted = DeviceTree.Devices(2);
            await test.AdvanceAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(2, manager.List().Count);

            wanted = null;
            await test.AdvanceAsync(Long);
            Assert.Equal(2, manager.List().Count(static child => child.Pid.IsAlive));

            wanted = [];
            await test.AdvanceAsync(TimeSpan.FromSeconds(30));
            Assert.Empty(manager.List());
        });
    }

    [Fact]
    public void Start_ThatFails_IsTriedAgainByTheSchedule() => Simulation.Test(
        static async test =>
        {
            int starts = 0;
            Reconciler<string> manager = New();
            manager.Put("0", "");
            await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
                .Dynamic<string>(
                    "pollers",
                    (context, _) => ++starts < 3 ? throw new InvalidOperationException("no such host") : context.StartProcessAsync(Bodies.Idle),
                    Temporary,
                    static pollers => pollers.Named("pollers"))
                .Child(manager.Child)));
            await test.AdvanceAsync(TimeSpan.FromSeconds(11));

            Assert.Equal((2, 2), (starts, manager.List()[0].Ends));
            Assert.IsType<ExitReason.Crashed>(manager.List()[0].LastReason);
            Assert.InRange(manager.List()[0].StartsIn!.Value, TimeSpan.FromHours(1) - (2 * Tick), TimeSpan.FromHours(1));
            await test.AdvanceAsync(TimeSpan.FromHours(1));
            Assert.True(manager.List()[0].Pid.IsAlive);
        },
        Crashing);

    [Fact]
    public void Child_ThatLivedForLong_EndsForAFirstTimeAgain() => Simulation.Test(
        static async test =>
        {
            Reconciler<string> manager = New(new() { StableAfter = Long });
            manager.Put("0", "");
            await StartAsync(test, manager);
            foreach ((TimeSpan life, int ends) in new[] { (Tick, 1), (Tick, 2), (Long, 1) })
            {
                await test.AdvanceAsync(life);
                manager.List()[0].Pid.Exit(ExitReason.Kill);
                await test.AdvanceAsync(TimeSpan.Zero);
                Assert.Equal(ends, manager.List()[0].Ends);
                await test.AdvanceAsync(manager.List()[0].StartsIn!.Value);
            }
        },
        Crashing);

    [Theory]
    [InlineData(-1, 30)]
    [InlineData(1, 0)]
    public void Options_OutOfRange_AreRefused(int delay, int interval)
    {
        ReconcilerOptions<string> options = new() { Schedule = [TimeSpan.FromSeconds(delay)], Interval = TimeSpan.FromSeconds(interval) };

        Assert.Throws<ArgumentOutOfRangeException>(() => new Reconciler<string>("manager", "pollers", options));
    }

    private static Reconciler<string> New(ReconcilerOptions<string>? options = null) => DeviceTree.Manager(options);

    private static ChildSpec Temporary(ChildSpec child) => child with { Restart = Restart.Temporary };

    private static async Task<Pid> ParentOfAsync(TestProcess test, string name) => (await test.Runtime.InfoAsync(test.Runtime.Find(name)))!.Parent;

    private static async Task StartAsync(TestProcess test, Reconciler<string> manager)
    {
        await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
            .Dynamic<string>("pollers", static (context, _) => context.StartProcessAsync(Bodies.Idle), Temporary, static pollers => pollers.Named("pollers"))
            .Child(manager.Child)));
        await test.AdvanceAsync(Tick);
    }
}
