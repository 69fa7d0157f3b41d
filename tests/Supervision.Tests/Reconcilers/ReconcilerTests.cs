using Supervision.Testing;

namespace Supervision.Tests.Reconcilers;

public sealed class ReconcilerTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void Device17_SendsGarbageForEver_IsGivenUpAloneAndReturnsAfter10SecondsAnHourAndADay() => Simulation.Test(
        static async test =>
        {
            DeviceTree tree = new();
            tree.Bonkers.Add("17");
            Reconciler<string> manager = DeviceTree.Manager(new() { Interval = TimeSpan.FromMinutes(10) });
            manager.Set(DeviceTree.Devices(200));
            await test.StartSupervisedAsync(tree.With(manager));
            await test.AdvanceAsync(Tick);
            Pid pollers = test.Runtime.Find(DeviceTree.Pollers);
            List<ReconciledChild> before = [.. manager.List()];

            Assert.Equal(ReconciledChild.State.Waiting, before.Single(static device => device.Key == "17").Status);
            Assert.Equal(199, before.Count(static device => device.Pid.IsAlive));

            await test.AdvanceAsync(TimeSpan.FromDays(3));
            TimeSpan life = DeviceTree.Life * 3;
            TimeSpan[] starts = [.. tree.Starts.Where(static start => start.Key == "17").Select(static start => start.At)];
            Assert.Equal(
                [TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)],
                starts.Zip(starts.Skip(1), (one, next) => next - one - life));
            Assert.Equal(pollers, test.Runtime.Find(DeviceTree.Pollers));
            Assert.Equal(
                before.Where(static device => device.Key != "17").Select(static device => device.Pid),
                manager.List().Where(static device => device.Key != "17").Select(static device => device.Pid));
        },
        new SimulationOptions { Crashes = CrashPolicy.Allow, MaxSteps = 1_000_000, Horizon = TimeSpan.FromDays(9) });

    [Fact]
    public void Removed_StopsItsSubtreeAndNoOther() => Run(static async (test, tree, manager) =>
    {
        Pid first = PidOf(manager, "1");
        Pid second = PidOf(manager, "2");

        Assert.True(manager.Remove("1"));
        Assert.False(manager.Remove("1"));
        await test.AdvanceAsync(Tick);

        Assert.False(first.IsAlive);
        Assert.Equal(second, PidOf(manager, "2"));
        Assert.DoesNotContain(manager.List(), static device => device.Key == "1");
        Assert.Equal(3, tree.Starts.Count);
    });

    [Fact]
    public void Start_ThatLastsAMillisecondPastTheTimeOfAnother_DisturbsNobody() => Simulation.Test(static async test =>
    {
        TimeSpan life = TimeSpan.FromMilliseconds(10);
        Reconciler<string> manager = new("manager", DeviceTree.Pollers, new() { Interval = TimeSpan.FromHours(1), Schedule = [Tick] });
        manager.Put("short", "");
        await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
            .Dynamic<string>(
                DeviceTree.Pollers,
                async (context, args) =>
                {
                    if (context.ChildId == "long")
                    {
                        await Task.Delay(Tick + TimeSpan.FromMilliseconds(1), context.Runtime.Time);
                    }

                    return await context.StartProcessAsync(async process =>
                    {
                        await process.DelayAsync(context.ChildId == "short" ? life : Timeout.InfiniteTimeSpan);
                    });
                },
                static device => device with { Restart = Restart.Temporary },
                static pollers => pollers.Named(DeviceTree.Pollers))
            .Child(manager.Child)));
        Pid process = test.Runtime.Find("manager");
        await test.DelayAsync(life);
        await test.IdleAsync();

        manager.Put("long", "");
        await test.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(process, test.Runtime.Find("manager"));
        Assert.True(PidOf(manager, "long").IsAlive);
    });

    [Fact]
    public void Crash_OfTheManager_LosesNoDeviceAndForgetsNothing() => Run(static async (test, tree, manager) =>
    {
        tree.Bonkers.Add("2");
        PidOf(manager, "2").Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(11));
        Pid[] before = [PidOf(manager, "0"), PidOf(manager, "1")];
        manager.Pause("firmware");

        test.Runtime.Find("manager").Exit(ExitReason.Kill);
        await test.ExpectRestartAsync("manager");
        PidOf(manager, "0").Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(11));

        Assert.Equal(before[1], PidOf(manager, "1"));
        Assert.NotEqual(before[0], PidOf(manager, "0"));
        Assert.True(PidOf(manager, "0").IsAlive);
        Assert.Equal(["firmware"], manager.Paused);
        ReconciledChild bonkers = manager.List().Single(static device => device.Key == "2");
        Assert.Equal((2, ReconciledChild.State.Waiting), (bonkers.Ends, bonkers.Status));
    });

    [Fact]
    public void Device_ThatEndsWhileTheManagerIsDown_IsMissedByTheNext() => Run(static async (test, tree, manager) =>
    {
        Pid device = PidOf(manager, "0");
        test.Runtime.Find("manager").Exit(ExitReason.Kill);
        device.Exit(ExitReason.Kill);
        await test.AdvanceAsync(Tick);
        Assert.Equal(ReconciledChild.State.Waiting, manager.List()[0].Status);

        await test.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.True(PidOf(manager, "0").IsAlive);
    });

    [Fact]
    public void Pause_ByTag_StopsRepairsUntilItIsResumed() => Run(
        static async (test, tree, manager) =>
        {
            Assert.True(manager.Pause("firmware"));
            Assert.False(manager.Pause("firmware"));
            PidOf(manager, "0").Exit(ExitReason.Kill);
            PidOf(manager, "1").Exit(ExitReason.Kill);
            await test.AdvanceAsync(TimeSpan.FromMinutes(5));

            ReconciledChild held = manager.List()[1];
            Assert.True(PidOf(manager, "0").IsAlive);
            Assert.Equal((Pid.None, "firmware"), (held.Pid, Assert.Single(held.PausedBy)));

            Assert.True(manager.Resume("firmware"));
            Assert.False(manager.Resume("firmware"));
            await test.AdvanceAsync(TimeSpan.Zero);
            Assert.True(PidOf(manager, "1").IsAlive);
        },
        new() { Tags = static (key, _) => key == "1" ? ["firmware"] : [] });

    /// <summary>The manager's own description is what every tool that looks at processes shows.</summary>
    [Fact]
    public void Pause_IsSeenFromOutside_AndItsRepairsComeWithinOneIntervalOfItsEnd() => Run(
        static async (test, tree, manager) =>
        {
            manager.Pause("firmware");
            PidOf(manager, "1").Exit(ExitReason.Kill);
            await test.AdvanceAsync(TimeSpan.FromMinutes(30));

            ProcessInfo? info = await test.Runtime.InfoAsync(test.Runtime.Find("manager"));
            IEnumerable<ReconciledChild> described = Assert.IsAssignableFrom<IEnumerable<ReconciledChild>>(info?.State);
            Assert.Equal(["firmware"], manager.Paused);
            Assert.Equal(["firmware"], Assert.Single(described, static device => device.PausedBy.Count > 0).PausedBy);

            manager.Resume("firmware");
            await test.AdvanceAsync(TimeSpan.FromSeconds(30));
            Assert.True(PidOf(manager, "1").IsAlive);
            Assert.Empty(manager.Paused);
        },
        new() { Interval = TimeSpan.FromSeconds(30), Tags = static (key, _) => key == "1" ? ["firmware"] : [] });

    [Fact]
    public void Pause_OfAll_HoldsStartsChangesAndStops() => Run(static async (test, tree, manager) =>
    {
        Pid[] before = [PidOf(manager, "0"), PidOf(manager, "1")];
        manager.Pause("manager");
        manager.Remove("0");
        manager.Put("1", "10.9.9.9");
        manager.Put("new", "10.9.9.9");
        await test.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(3, tree.Starts.Count);
        Assert.All(before, static pid => Assert.True(pid.IsAlive));
        Assert.Equal(
            [ReconciledChild.State.Stopping, ReconciledChild.State.Changing, ReconciledChild.State.Running, ReconciledChild.State.Starting],
            manager.List().Select(static device => device.Status));

        manager.Resume("manager");
        await test.AdvanceAsync(Tick);
        Assert.All(before, static pid => Assert.False(pid.IsAlive));
        Assert.Equal([("1", "10.9.9.9"), ("new", "10.9.9.9")], tree.Starts.Skip(3).Select(static start => (start.Key, start.Args)).Order());
    });

    [Fact]
    public void Changed_RestartsTheDeviceAndBeginsItsScheduleAnew() => Run(static async (test, tree, manager) =>
    {
        tree.Bonkers.Add("1");
        PidOf(manager, "1").Exit(ExitReason.Kill);
        await test.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(2, manager.List()[1].Ends);
        tree.Bonkers.Clear();

        manager.Put("1", "10.0.0.99");
        manager.Put("0", "10.0.0.0");
        await test.AdvanceAsync(Tick);

        Assert.True(PidOf(manager, "1").IsAlive);
        Assert.Equal(0, manager.List()[1].Ends);
        Assert.Equal("10.0.0.99", tree.Starts[^1].Args);
    });

    [Fact]
    public void Changed_ThatTheDeviceTakes_DoesNotRestartIt()
    {
        List<string> taken = [];
        Run(
            async (test, tree, manager) =>
            {
                Pid before = PidOf(manager, "1");
                manager.Put("1", "10.0.0.98");
                manager.Put("1", "10.0.0.99");
                await test.AdvanceAsync(Tick);

                Assert.Equal(before, PidOf(manager, "1"));
                Assert.Equal("10.0.0.99", taken[^1]);
                Assert.Equal(ReconciledChild.State.Running, manager.List()[1].Status);
            },
            new()
            {
                Update = (_, args) =>
                {
                    taken.Add(args);
                    return true;
                },
            });
    }

    private static void Run(Func<TestProcess, DeviceTree, Reconciler<string>, Task> body, ReconcilerOptions<string>? options = null) => Simulation.Test(
        async test =>
        {
            DeviceTree tree = new();
            Reconciler<string> manager = DeviceTree.Manager(options);
            manager.Set(DeviceTree.Devices(3));
            await test.StartSupervisedAsync(tree.With(manager));
            await test.AdvanceAsync(Tick);
            Assert.All(manager.List(), static device => Assert.True(device.Pid.IsAlive));
            await body(test, tree, manager);
        },
        new SimulationOptions { Crashes = CrashPolicy.Allow });

    private static Pid PidOf(Reconciler<string> manager, string key) => manager.List().Single(device => device.Key == key).Pid;
}
