using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>Starting processes, and their first and last moments.</summary>
public sealed class SpawnTests
{
    [Fact]
    public void Body_Returns_EndsNormally() => AssertEndsWith(_ => Task.CompletedTask, ExitReason.Normal);

    [Fact]
    public void Body_ThrowsProcessExitException_EndsWithItsReason() =>
        AssertEndsWith(context => { context.Exit(new ExitReason.Custom("mine")); return Task.CompletedTask; }, new ExitReason.Custom("mine"));

    [Fact]
    public void Body_ExitsWithKill_EndsWithKillUnconverted() =>
        AssertEndsWith(_ => throw new ProcessExitException(ExitReason.Kill), ExitReason.Kill);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Body_Throws_EndsWithTheException(bool late)
    {
        InvalidOperationException error = new("boom");
        AssertEndsWith(
            late
                ? async _ =>
                {
                    await Task.Yield();
                    throw error;
                }
        : _ => throw error,
            new ExitReason.Crashed(error));
    }

    [Fact]
    public void Body_ReturnsNoTask_IsACrashThatSaysSo()
    {
        Task none = null!;
        using Simulation simulation = new();
        simulation.Runtime.Spawn(_ => none);
        simulation.RunUntilIdle();

        ExitReason.Crashed crash = Assert.IsType<ExitReason.Crashed>(Assert.Single(simulation.Exits).Reason);
        Assert.Contains("returned null and no task", crash.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_ThrowsACancellationThatIsNotItsOwn_IsACrash()
    {
        OperationCanceledException foreign = new("some other token");
        using Simulation simulation = new();
        simulation.Runtime.Spawn(_ => throw foreign);
        simulation.RunUntilIdle();

        Assert.Equal(new ExitReason.Crashed(foreign), Assert.Single(simulation.Exits).Reason);
    }

    [Fact]
    public void Crash_IsReportedOnceByTheProcessWhoseCodeCrashed()
    {
        using Simulation simulation = new();
        InvalidOperationException error = new("boom");
        Pid parent = simulation.Runtime.Spawn(async context =>
        {
            context.SpawnLink(_ => throw error, new ProcessOptions { Label = "guilty" });
            await Bodies.Idle(context);
        });
        simulation.RunUntilIdle();

        Report.ProcessCrashed report = Assert.IsType<Report.ProcessCrashed>(Assert.Single(simulation.Reports));
        Assert.Equal(("guilty", parent, new ExitReason.Crashed(error)), (report.Label, report.Parent, report.Reason));
        Assert.Equal(2, simulation.Exits.Count);
    }

    [Fact]
    public void Kill_BeforeTheFirstInstruction_RunsNothing()
    {
        using Simulation simulation = new();
        bool ran = false;
        Pid process = simulation.Runtime.Spawn(_ =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        process.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        Assert.False(ran);
        Assert.Equal([(process, ExitReason.Killed)], simulation.Exits);
    }

    [Fact]
    public void Exit_BeforeTheBodySetsItsTrapFlag_EndsItUnlessTheOptionsTrap() => Seeds.Explore(simulation =>
    {
        ProcessOptions traps = new() { TrapExits = true };
        Pid safe = simulation.Runtime.Spawn(Bodies.Idle, traps);
        safe.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        Assert.Empty(simulation.Exits);
        Assert.True(safe.IsAlive);
    });

    [Fact]
    public void SpawnLink_ChildDiesAtOnce_ParentIsToldTheReason() => Seeds.Explore(async context =>
    {
        context.TrapExits = true;

        Pid child = context.SpawnLink(_ => throw new ProcessExitException(ExitReason.Shutdown));

        Assert.Equal(new Signal.Exit(child, ExitReason.Shutdown), await context.ReceiveAsync<Signal.Exit>());
    });

    [Fact]
    public void SpawnMonitor_ChildDiesAtOnce_TellsTheReasonAndNeverNoProcess() => Seeds.Explore(async context =>
    {
        (Pid child, MonitorRef monitor) = context.SpawnMonitor(_ => Task.CompletedTask);

        Assert.Equal(new Signal.Down(monitor, child, null, ExitReason.Normal), await context.ReceiveAsync<Signal.Down>());
    });

    [Fact]
    public void SpawnLink_ParentDiesBeforeTheChildRan_ChildGetsTheSignal() => Seeds.Explore(simulation =>
    {
        Pid child = Pid.None;
        simulation.Runtime.Spawn(context =>
        {
            child = context.SpawnLink(Bodies.Idle);
            throw new ProcessExitException(ExitReason.Shutdown);
        });
        simulation.RunUntilIdle();

        Assert.Contains((child, ExitReason.Shutdown), simulation.Exits);
    });

    [Fact]
    public void Spawn_KnowsParentAndRuntime()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid parent = Pid.None;
            await context.Spawn(child =>
            {
                parent = child.Parent;
                return Task.CompletedTask;
            }).WaitForExitAsync();

            Assert.Equal(context.Self, parent);
            Assert.Equal(Pid.None, context.Parent);
            Assert.Same(simulation.Runtime, context.Runtime);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Spawn_WithAnImpossibleBound_IsAnErrorOfUse(int capacity)
    {
        using Simulation simulation = new();
        ProcessOptions options = new() { Mailbox = new MailboxOptions(capacity) };

        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Runtime.Spawn(Bodies.Idle, options));
        Assert.Equal(0, simulation.Runtime.ProcessCount);
    }

    [Fact]
    public void Pids_AreNeverReused()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            HashSet<long> ids = [];
            for (int i = 0; i < 100; i++)
            {
                Pid pid = context.Spawn(_ => Task.CompletedTask);
                Assert.True(ids.Add(pid.Id));
                await pid.WaitForExitAsync();
            }
        });
    }

    private static void AssertEndsWith(Func<ProcessContext, Task> body, ExitReason expected) => Seeds.Explore(
        simulation =>
        {
            Pid process = simulation.Runtime.Spawn(body);
            simulation.RunUntilIdle();

            Assert.Equal([(process, expected)], simulation.Exits);
            Assert.False(process.IsAlive);
        },
        seeds: 5);
}
