using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Supervision.Hosting.Tests.Settings;

/// <summary>Limits and times from the configuration.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_ChangeLimitsAndTimesAndNotTheShape()
    {
        await using TestHost host = TestHost.Build(
            Tree, null,
            ("CallTimeout", "00:00:02"), ("AbandonAfter", "infinite"), ("StableAfter", "00:00:00"), ("OnRootExit", "keephost"),
            ("Supervisors:root:MaxRestarts", "10"), ("Supervisors:root/inner:Period", "00:01:00"), ("Supervisors:root/jobs:MaxChildren", "7"),
            ("Children:root/inner/worker:Shutdown", "00:00:20"), ("Children:root/inner:Shutdown", "kill"), ("Children:root/jobs:StartTimeout", "00:00:03"),
            ("Children:root/inner/worker:Backoff:Min", "00:00:01"), ("Children:root/inner/worker:Backoff:Max", "00:00:30"));

        SupervisorSpec tree = host.Supervision.Declared;

        ChildSpec inner = tree.Children[0];
        ChildSpec worker = inner.Supervisor!.Children[0];
        Assert.Equal((10, TimeSpan.FromSeconds(5)), (tree.Options.MaxRestarts, tree.Options.Period));
        Assert.Equal((3, TimeSpan.FromMinutes(1)), (inner.Supervisor.Options.MaxRestarts, inner.Supervisor.Options.Period));
        Assert.Equal((Shutdown.Kill, Shutdown.After(TimeSpan.FromSeconds(20))), (inner.Shutdown, worker.Shutdown));
        Assert.Equal(Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), worker.Backoff);
        Assert.Equal((7, TimeSpan.FromSeconds(3)), (tree.Children[1].Supervisor!.Options.MaxChildren, tree.Children[1].StartTimeout));
        Assert.Equal(RootExit.KeepHost, host.Supervision.OnRootExit);
    }

    [Fact]
    public async Task StartFunctionOfTheUser_IsKeptWhenNoLimitBelowChanges()
    {
        ChildSpec nested = ChildSpec.Nested(Supervisor.OneForOne("inner", static inner => inner.HostedService<Workers.First>("worker")));
        Func<StartContext, ValueTask<StartResult>> own = context => nested.Start(context);
        await using TestHost host = TestHost.Build(
            tree => tree.OneForOne("root", root => root.Child(nested with { Start = own })), null, ("Supervisors:root:MaxRestarts", "9"));

        SupervisorSpec tree = host.Supervision.Declared;

        Assert.Same(own, tree.Children[0].Start);
        Assert.Equal(9, tree.Options.MaxRestarts);
    }

    [Fact]
    public async Task ChangedLimits_AreThoseThatRun()
    {
        await using TestHost host = await TestHost.StartAsync(Tree, null, ("Supervisors:root/inner:MaxRestarts", "9"));

        TreeSnapshot running = await host.Supervision.TakeSnapshotAsync(TestContext.Current.CancellationToken);

        Assert.Equal(9, running.Find("root/inner")!.Supervisor!.Options.MaxRestarts);
        Assert.NotNull(running.Find("root/inner/worker"));
    }

    [Fact]
    public async Task Mistakes_AreAllTold()
    {
        await using TestHost host = TestHost.Build(
            Tree, null,
            ("CallTimeout", "5"), ("AbandonAfter", "-00:00:05"), ("CallCycles", "never"), ("CalTimeout", "00:00:05"),
            ("Supervisors:root:MaxRestarts", "many"), ("Supervisors:root:MaxRestart", "1"), ("Children:root/inner/worker:Backoff:Min", "00:00:01"));

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "Supervision:CallTimeout was '5'; must be a time such as 00:00:05, or infinite.",
                "Supervision:CallCycles was 'never'; must be one of Log, Off, Fail.",
                "Supervision:Supervisors:root:MaxRestarts was 'many'; must be a whole number.",
                "Supervision:Supervisors:root:MaxRestart is not known; Supervision:Supervisors:root has MaxRestarts, Period, MaxChildren.",
                "Supervision:Children:root/inner/worker:Backoff had no Min or no Max; must have both, such as 00:00:01 and 00:00:30.",
                "Supervision:CalTimeout is not known; Supervision has CallTimeout, AbandonAfter, CallCycles, OnRootExit, LogTree, StableAfter, Supervisors, Children.",
                "Supervision:AbandonAfter was -00:00:05; must be zero or more, or infinite.",
            ],
            refused.Failures);
    }

    [Fact]
    public async Task PathsAndLimitsThatDoNotFitTheTree_AreAllTold()
    {
        await using TestHost host = TestHost.Build(
            Tree, null,
            ("Supervisors:root/outer:MaxRestarts", "1"), ("Children:root/worker:Shutdown", "kill"), ("Supervisors:root:MaxRestarts", "-1"));

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "Supervision:Supervisors had 'root/outer', which is not in the tree; must be one of root, root/inner, root/jobs.",
                "Supervision:Children had 'root/worker', which is not in the tree; must be one of root/inner, root/inner/worker, root/jobs, root/jobs/*.",
                "root: MaxRestarts was -1; must be 0 or more.",
            ],
            refused.Failures);
    }

    [Fact]
    public async Task Code_OverrulesTheConfiguration()
    {
        await using TestHost host = TestHost.Build(
            Tree, static services => services.Configure<SupervisionOptions>(static options => options.OnRootExit = RootExit.StopHostOrderly), ("OnRootExit", "KeepHost"));

        Assert.Equal(RootExit.StopHostOrderly, host.Supervision.OnRootExit);
    }

    private static void Tree(SupervisionTree tree) => tree.OneForOne("root", static root => root
        .OneForOne("inner", static inner => inner.HostedService<Workers.First>("worker"))
        .Dynamic<int>("jobs", static (context, _) => context.StartProcessAsync(static _ => Task.CompletedTask)));
}
