using Supervision.Testing;

namespace Supervision.Tests.Edges;

public sealed class RegistrationTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly SimulationOptions Crashing = new() { Crashes = CrashPolicy.Allow };

    [Fact]
    public void Worker_ThatDies_IsTakenBackBeforeItsRestartAndRegisteredOnceItIsStable() => Run(static async (test, discovery, announce, root) =>
    {
        Assert.Equal(["worker starts", "registered"], discovery.Events);

        await KillAsync(root, "worker");
        await test.AdvanceAsync(Tick / 2);
        Assert.Equal(["worker ends", "unregistered", "worker starts"], discovery.Events.Skip(2));
        Assert.False(announce.IsRegistered);

        await test.AdvanceAsync(Tick);
        Assert.Equal("registered", discovery.Events[^1]);
        Assert.True(announce.IsRegistered);
    });

    [Fact]
    public void Worker_ThatDiesOverAndOver_IsNotRegisteredInBetween() => Run(static async (test, discovery, announce, root) =>
    {
        for (int crash = 0; crash < 3; crash++)
        {
            await KillAsync(root, "worker");
            await test.AdvanceAsync(Tick / 2);
        }

        Assert.Equal(2, discovery.Events.Count(static what => what.EndsWith("registered", StringComparison.Ordinal)));
        Assert.False(discovery.IsKnown);
    });

    [Fact]
    public void Registration_ThatIsKilled_IsTakenBackAndRegisteredByTheNext() => Run(static async (test, discovery, announce, root) =>
    {
        await KillAsync(root, "announce");
        await test.AdvanceAsync(Tick / 2);
        Assert.Equal("unregistered", discovery.Events[^1]);

        await test.AdvanceAsync(Tick);
        Assert.Equal(["unregistered", "registered"], discovery.Events.TakeLast(2));
        Assert.Equal(1, discovery.Events.Count(static what => what == "worker starts"));
    });

    [Fact]
    public void Supervisor_ThatIsKilled_IsTakenBack() => Run(static async (test, discovery, announce, root) =>
    {
        root.Pid.Exit(ExitReason.Kill);
        await test.AdvanceAsync(Tick / 2);

        Assert.False(discovery.IsKnown);
    });

    [Fact]
    public void Registrar_ThatIsKilled_IsReplaced() => Run(static async (test, discovery, announce, root) =>
    {
        Pid registrar = announce.LastRegistrar;
        registrar.Exit(ExitReason.Kill);
        await test.AdvanceAsync(Tick * 4);

        Assert.NotEqual(registrar, announce.LastRegistrar);
        Assert.Equal(["worker starts", "registered", "unregistered", "registered"], discovery.Events);
    });

    [Fact]
    public void Stop_WaitsUntilItIsTakenBack() => Run(static async (test, discovery, announce, root) =>
    {
        Assert.Equal(ExitReason.Shutdown, await root.StopAsync(ExitReason.Shutdown));

        Assert.Equal(["unregistered", "worker ends"], discovery.Events.Skip(2));
        Assert.Equal(Pid.None, test.Runtime.Find("worker"));
    });

    [Fact]
    public void Discovery_ThatIsDown_IsAskedAgainLaterAndLater() => Run(static async (test, discovery, announce, root) =>
    {
        discovery.IsDown = true;
        await KillAsync(root, "announce");
        await test.AdvanceAsync(Tick * 30);
        Assert.InRange(discovery.Events.Count(static what => what == "refused"), 3, 10);
        Assert.DoesNotContain("unregistered", discovery.Events);
        Assert.False(announce.IsRegistered);

        discovery.IsDown = false;
        await test.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["unregistered", "registered"], discovery.Events.TakeLast(2));
    });

    [Fact]
    public void Discovery_ThatIsDownForGood_IsGivenUpWithACrashReport() => Run(
        static async (test, discovery, announce, root) =>
        {
            discovery.IsDown = true;
            Pid registrar = announce.LastRegistrar;
            await root.StopAsync(ExitReason.Shutdown);

            Report.ProcessCrashed crash = await test.ExpectCrashAsync(crash => crash.Pid == registrar, within: TimeSpan.FromMinutes(5));
            Assert.Contains("2 attempts", crash.Reason.ToString(), StringComparison.Ordinal);
        },
        new() { MaxWithdrawals = 2 });

    [Fact]
    public void Attempt_ThatHangs_HasFailedAfterItsTime() => Simulation.Test(
        static async test =>
        {
            int attempts = 0;
            ServiceRegistration announce = new(
                "announce",
                process => ++attempts < 3 ? process.DelayAsync(TimeSpan.FromDays(1)) : Task.CompletedTask,
                static _ => Task.CompletedTask,
                new() { Timeout = Tick });
            await test.StartSupervisedAsync(announce.Child);
            await test.AdvanceAsync(Tick * 30);

            Assert.Equal(3, attempts);
            Assert.True(announce.IsRegistered);
        },
        Crashing);

    private static void Run(Func<TestProcess, Discovery, ServiceRegistration, SupervisorRef, Task> body, RegistrationOptions? options = null) => Simulation.Test(
        async test =>
        {
            Discovery discovery = new();
            ServiceRegistration announce = discovery.Announce(options);
            SupervisorRef root = await test.StartSupervisedAsync(Supervisor.RestForOne("root", root => root
                .Child(PrerequisiteTests.Noted(discovery.Events, "worker"))
                .Child(announce.Child)));
            await test.AdvanceAsync(Tick * 2);
            Assert.True(announce.IsRegistered && discovery.IsKnown);
            await body(test, discovery, announce, root);
        },
        Crashing);

    private static async Task KillAsync(SupervisorRef root, string child) => (await root.GetChildAsync(child))!.Pid.Exit(ExitReason.Kill);
}
