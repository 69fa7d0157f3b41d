using Supervision.Testing;

namespace Supervision.Tests.Reconcilers;

/// <summary>A child that is a tree, in which a name is not free when it starts: the name of who was there before, or somebody else's.</summary>
public sealed class NestedNameTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void NameOfWhoIsJustEnding_IsWaitedFor_AndIsNoEndOfTheChild() => Run(static async (test, manager) =>
    {
        Pid holder = Hold(test, TimeSpan.FromMilliseconds(350));
        await test.IdleAsync();
        holder.Exit(ExitReason.Shutdown);

        manager.Put("1", "");
        await test.AdvanceAsync(Tick);

        ReconciledChild device = Assert.Single(manager.List());
        Assert.Equal((ReconciledChild.State.Running, 0), (device.Status, device.Ends));
    });

    [Fact]
    public void NameThatSomebodyElseKeeps_IsAnEnd_AndFollowsTheSchedule() => Run(static async (test, manager) =>
    {
        Pid holder = Hold(test, TimeSpan.Zero);
        await test.IdleAsync();

        manager.Put("1", "");
        await test.AdvanceAsync(Tick);

        ReconciledChild device = Assert.Single(manager.List());
        Assert.Equal((ReconciledChild.State.Waiting, 1), (device.Status, device.Ends));
        Assert.Contains("already_started", device.LastReason!.ToString(), StringComparison.Ordinal);
        Assert.True(holder.IsAlive);

        holder.Exit(ExitReason.Shutdown);
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(ReconciledChild.State.Running, Assert.Single(manager.List()).Status);
    });

    private static Pid Hold(TestProcess test, TimeSpan endsAfter) => test.Runtime.Spawn(
        async process =>
        {
            try
            {
                await process.ReceiveAsync<string>();
            }
            finally
            {
                await Task.Delay(endsAfter, process.Time, CancellationToken.None);
            }
        },
        new ProcessOptions { Name = "port" });

    private static void Run(Func<TestProcess, Reconciler<string>, Task> body) => Simulation.Test(
        async test =>
        {
            Reconciler<string> manager = new("manager", DeviceTree.Pollers, new() { Schedule = [TimeSpan.FromHours(1)] });
            await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
                .Dynamic<string>(
                    DeviceTree.Pollers,
                    static (context, _) => context.StartSupervisorAsync(Supervisor.OneForOne("device", static device => device
                        .Child(ChildSpec.Nested(Supervisor.OneForOne("line", static line => line
                            .Process("port", Bodies.Idle, new ProcessOptions { Name = "port" })))))),
                    static device => device with { Restart = Restart.Temporary, Type = ChildType.Supervisor },
                    static pollers => pollers.Named(DeviceTree.Pollers))
                .Child(manager.Child)));
            await body(test, manager);
        },
        new SimulationOptions { Crashes = CrashPolicy.Allow, Horizon = TimeSpan.FromHours(3) });
}
