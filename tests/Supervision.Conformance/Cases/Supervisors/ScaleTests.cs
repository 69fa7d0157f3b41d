using Supervision.Conformance.Cases.Supervisors.Fixtures;
using Supervision.Testing;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>Many children cost in proportion. Compared are steps of the simulation, where the suite compares times.</summary>
public sealed class ScaleTests
{
    private const string Suite = "supervisor_SUITE";

    [Fact]
    [OtpCase("S-80", Suite, "simple_one_for_one_scale_many_temporary_children")]
    public void TerminatingDynamicChildren_TenTimesAsMany_CostsTenTimesAsMuch()
    {
        long thousand = StepsToTerminate(1000);
        long tenThousand = StepsToTerminate(10_000);

        Assert.InRange((double)tenThousand / thousand, 9.5, 10.5);
    }

    [Fact]
    [OtpCase("S-91", Suite, "scale_start_stop_many_children")]
    public void StartingAndTerminatingChildren_AHundredTimesAsMany_CostsAHundredTimesAsMuch()
    {
        (long Start, long Terminate) thousand = StepsToStartAndTerminate(1000);
        (long Start, long Terminate) hundredThousand = StepsToStartAndTerminate(100_000);

        Assert.InRange((double)hundredThousand.Start / thousand.Start, 95, 105);
        Assert.InRange((double)hundredThousand.Terminate / thousand.Terminate, 95, 105);
    }

    [Fact]
    [OtpCase("S-92", Suite, "scale_mass_exit_children")]
    public void ChildrenThatEndAtOnce_FiveTimesAsMany_CostFiveTimesAsMuch()
    {
        long thousand = StepsOfAMassExit(1000);
        long fiveThousand = StepsOfAMassExit(5000);

        Assert.InRange((double)fiveThousand / thousand, 4.5, 5.5);
    }

    private static long StepsToTerminate(int count)
    {
        using Simulation simulation = new();
        DynamicSupervisorRef<int> dynamic = Complete(simulation, simulation.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "sup", static (context, _) => Children.StartWorkerAsync(context), static child => child with { Restart = Restart.Temporary })));
        Pid[] pids = [.. Enumerable.Range(0, count).Select(number => PidOf(Complete(simulation, dynamic.StartChildAsync(number))))];
        long before = simulation.Steps;
        foreach (Pid pid in pids)
        {
            Assert.IsType<ChildResult.Done>(Complete(simulation, dynamic.TerminateChildAsync(pid)));
        }

        return simulation.Steps - before;
    }

    private static (long Start, long Terminate) StepsToStartAndTerminate(int count)
    {
        using Simulation simulation = new();
        SupervisorRef supervisor = StartEmpty(simulation, 2);
        long before = simulation.Steps;
        for (int number = 0; number < count; number++)
        {
            PidOf(Complete(simulation, supervisor.StartChildAsync(Children.W1($"child{number}"))));
        }

        long started = simulation.Steps;
        for (int number = 0; number < count; number++)
        {
            Assert.IsType<ChildResult.Done>(Complete(simulation, supervisor.TerminateChildAsync($"child{number}")));
        }

        return (started - before, simulation.Steps - started);
    }

    private static long StepsOfAMassExit(int count)
    {
        using Simulation simulation = new();
        SupervisorRef supervisor = StartEmpty(simulation, count + 100);
        Pid[] pids =
        [
            .. Enumerable.Range(0, count).Select(number => PidOf(Complete(simulation, supervisor.StartChildAsync(
                ChildSpec.Process($"child{number}", static process => process.ReceiveAsync<object>().AsTask()) with { Restart = Restart.Temporary })))),
        ];
        long before = simulation.Steps;
        Array.ForEach(pids, static pid => pid.Exit(ExitReason.Kill));
        simulation.RunUntilIdle();

        Assert.Empty(Complete(simulation, supervisor.ListChildrenAsync()));
        return simulation.Steps - before;
    }

    private static SupervisorRef StartEmpty(Simulation simulation, int maxRestarts) => Complete(
        simulation,
        simulation.Runtime.StartSupervisorAsync(new SupervisorSpec { Id = "sup", Options = Flags(RestartStrategy.OneForOne, maxRestarts) }));

    private static T Complete<T>(Simulation simulation, Task<T> task)
    {
        simulation.RunUntilIdle();
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
