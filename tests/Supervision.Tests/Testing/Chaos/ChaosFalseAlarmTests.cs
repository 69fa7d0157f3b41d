using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>Trees in which nothing is wrong, and that look as if.</summary>
public sealed class ChaosFalseAlarmTests
{
    /// <summary>Workers that crash all the time, of whom something that they started goes on for a moment longer.</summary>
    [Fact]
    public async Task P4_WhatIsAboutToEndWithItsParent_IsNotForgotten()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("app", app => app
            .OneForOne("steady", steady => steady.Intensity(1000, TimeSpan.FromSeconds(1)).Child(ChaosTrees.Worker("a")))
            .OneForOne("restless", restless =>
            {
                restless.Intensity(100_000, TimeSpan.FromSeconds(1));
                for (int i = 0; i < 4; i++)
                {
                    restless.Child(ChildSpec.Process($"r{i}", CrashSoonAsync));
                }
            })));
        ChaosOptions options = new() { WithoutLoad = true, For = TimeSpan.FromSeconds(1), Filter = ChaosFilter.Under("app/steady") & ChaosFilter.Workers };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Strikes, 5, long.MaxValue);

        static async Task CrashSoonAsync(ProcessContext context)
        {
            for (int i = 0; i < 10; i++)
            {
                context.SpawnLink(static async self => await self.ReceiveAsync<string>());
            }

            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
            throw new InvalidOperationException("always");
        }
    }

    /// <summary>Children come and go so fast that no two looks at the tree are alike.</summary>
    [Fact]
    public async Task P0_ChildrenThatComeAndGoAllTheTime_AreNoUnrest()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("app", static app => app
            .Intensity(1000, TimeSpan.FromSeconds(1))
            .Child(ChaosTrees.Worker("a"))
            .Dynamic<int>("pool", static (start, _) => start.StartProcessAsync(WaitAsync), configure: static pool => pool.Named("pool"))));
        ChaosOptions options = new()
        {
            For = TimeSpan.FromSeconds(1),
            Load = ComeAndGoAsync,
            LoadProcesses = 8,
            Filter = ChaosFilter.Named("a"),
            SettlesWithin = TimeSpan.FromSeconds(2),
        };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Strikes, 2, long.MaxValue);
    }

    /// <summary>A session is a supervisor of its own and ends when its user leaves.</summary>
    [Fact]
    public async Task P2_SupervisorThatSomebodyAskedToStop_HasNotFallen()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Sessions());
        ChaosOptions options = new()
        {
            For = TimeSpan.FromSeconds(1),
            Load = ComeAndStayAWhileAsync,
            LoadProcesses = 4,
            Filter = ChaosFilter.Named("a"),
        };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Strikes, 2, long.MaxValue);
    }

    [Fact]
    public void P2_SupervisorThatSomebodyAskedToStopInTheSimulation_HasNotFallen()
    {
        ChaosOptions options = new() { Plans = 4, Kinds = [ChaosKind.Kill, ChaosKind.Wait], Filter = ChaosFilter.Named("a"), Load = ToggleAsync };

        ChaosTest.Explore(static _ => Sessions(), options, new ExplorationOptions { Schedules = 10 });

        static async Task ToggleAsync(ProcessContext context)
        {
            DynamicSupervisorRef<int> pool = DynamicSupervisorRef<int>.ForName(context.Runtime, "pool");
            if (await pool.TerminateChildAsync("session") is ChildResult.NotFound)
            {
                await pool.StartChildAsync(0, "session");
            }
        }
    }

    /// <summary>Somebody else's tree in the same runtime may have the same paths; what happens there is not what happens here.</summary>
    [Fact]
    public async Task P1_TreeOfTheSamePaths_IsNotMistakenForThisOne()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Twin());
        SupervisorRef other = await runtime.StartSupervisorAsync(Twin());
        ChaosOptions options = new() { For = TimeSpan.FromMilliseconds(500), Load = KillOtherAsync };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.Strikes, 2, long.MaxValue);
        Assert.Equal(0, report.FailedLoads);
        Assert.InRange(report.Loads, 5, long.MaxValue);

        async Task KillOtherAsync(ProcessContext context)
        {
            (await other.GetChildAsync("a"))!.Pid.Exit(ExitReason.Kill);
            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
        }

        static SupervisorSpec Twin() => Supervisor.OneForOne("app", static app => app
            .Intensity(100_000, TimeSpan.FromSeconds(1)).Child(ChaosTrees.Worker("a")).Child(ChaosTrees.Worker("b")));
    }

    private static SupervisorSpec Sessions() => Supervisor.OneForOne("app", static app => app
        .Intensity(1000, TimeSpan.FromSeconds(1))
        .Child(ChaosTrees.Worker("a"))
        .Dynamic<int>(
            "pool",
            static (start, _) => start.StartSupervisorAsync(Supervisor.OneForOne("session", static session => session.Child(ChaosTrees.Worker("s")))),
            child: static template => template with { Type = ChildType.Supervisor, Shutdown = null, Restart = Restart.Temporary },
            configure: static pool => pool.Named("pool")));

    private static async Task ComeAndGoAsync(ProcessContext context)
    {
        DynamicSupervisorRef<int> pool = DynamicSupervisorRef<int>.ForName(context.Runtime, "pool");
        if (await pool.StartChildAsync(0) is ChildResult.Started started)
        {
            await pool.TerminateChildAsync(started.Pid);
        }
    }

    private static async Task ComeAndStayAWhileAsync(ProcessContext context)
    {
        DynamicSupervisorRef<int> pool = DynamicSupervisorRef<int>.ForName(context.Runtime, "pool");
        if (await pool.StartChildAsync(0) is ChildResult.Started started)
        {
            await context.DelayAsync(TimeSpan.FromMilliseconds(20));
            await pool.TerminateChildAsync(started.Pid);
        }
    }

    private static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<string>();

    private static ProcessRuntime Runtime() => new(new ProcessRuntimeOptions { AllowChaos = true });
}
