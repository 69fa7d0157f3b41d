using System.Runtime.CompilerServices;
using Supervision.Conformance.Cases.Supervisors.Fixtures;
using Supervision.Testing;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>What a supervisor keeps of a child, while it runs and afterwards.</summary>
public sealed class KeptSpecificationTests
{
    private const string Suite = "supervisor_SUITE";

    public static TheoryData<RestartStrategy, Ending?> StrategiesAndEndings { get; } =
    [
        .. from strategy in new[] { RestartStrategy.OneForAll, RestartStrategy.OneForOne, RestartStrategy.RestForOne }
           from how in new Ending?[] { Ending.Kill, Ending.Normal, Ending.Abnormal, null }
           select new TheoryDataRow<RestartStrategy, Ending?>(strategy, how),
    ];

    /// <summary>What a start function has captured is in the place of start arguments.</summary>
    [Theory]
    [InlineData(RestartStrategy.OneForOne)]
    [InlineData(RestartStrategy.OneForAll)]
    [InlineData(RestartStrategy.RestForOne)]
    [InlineData(RestartStrategy.SimpleOneForOne)]
    [OtpCase("S-78", Suite, "do_not_save_start_parameters_for_temporary_children")]
    public void StartParameters_AreKeptUnlessTheChildIsTemporary(RestartStrategy strategy)
    {
        using Simulation simulation = new();
        Assert.Equal(100, KeptOf(simulation, strategy, Restart.Permanent));
        Assert.Equal(100, KeptOf(simulation, strategy, Restart.Transient));
        Assert.Equal(0, KeptOf(simulation, strategy, Restart.Temporary));
    }

    /// <param name="strategy">Makes no difference.</param>
    /// <param name="how">How the child ends; null for by request.</param>
    [Theory]
    [MemberData(nameof(StrategiesAndEndings))]
    [OtpCase("S-79", Suite, "do_not_save_child_specs_for_temporary_children")]
    public void Specification_OfAnEndedChild_IsKeptUnlessItIsTemporary(RestartStrategy strategy, Ending? how) => Run(async stage =>
    {
        foreach (Restart restart in Enum.GetValues<Restart>())
        {
            SupervisorRef supervisor = await stage.StartAsync(Flags(strategy, 1000));
            ChildSpec child = Children.W1("child1") with { Restart = restart };
            Pid pid = await AddAsync(supervisor, child);
            if (how is { } ending)
            {
                await stage.EndAsync(pid, ending);
            }
            else
            {
                Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("child1"));
            }

            ChildResult again = await supervisor.StartChildAsync(child);
            if (restart == Restart.Temporary)
            {
                Assert.NotEqual(pid, PidOf(again));
            }
            else if (how is null || (restart == Restart.Transient && how == Ending.Normal))
            {
                Assert.IsType<ChildResult.AlreadyPresent>(again);
                Assert.IsType<ChildResult.Started>(await supervisor.RestartChildAsync("child1"));
            }
            else
            {
                Assert.Equal(new ChildResult.AlreadyStarted(await PidOfAsync(supervisor, "child1")), again);
            }
        }
    });

    private static int KeptOf(Simulation simulation, RestartStrategy strategy, Restart restart)
    {
        WeakReference[] parameters = Start(simulation, strategy, restart);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return parameters.Count(static parameter => parameter.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Start(Simulation simulation, RestartStrategy strategy, Restart restart)
    {
        ChildSpec template = Children.Taking("*") with { Restart = restart };
        SupervisorSpec spec = new()
        {
            Id = "sup",
            Options = Flags(strategy),
            Children = strategy == RestartStrategy.SimpleOneForOne ? [template] : [],
        };
        SupervisorRef supervisor = Complete(simulation, simulation.Runtime.StartSupervisorAsync(spec));
        WeakReference[] parameters = new WeakReference[100];
        for (int number = 0; number < parameters.Length; number++)
        {
            byte[] parameter = new byte[1000];
            parameters[number] = new WeakReference(parameter);
            ChildSpec child = Children.Taking($"child{number}", parameter) with { Restart = restart };
            PidOf(Complete(simulation, strategy == RestartStrategy.SimpleOneForOne
                ? DynamicSupervisorRef<object>.ForPid(supervisor.Pid).StartChildAsync(parameter)
                : supervisor.StartChildAsync(child)));
        }

        return parameters;
    }

    private static T Complete<T>(Simulation simulation, Task<T> task)
    {
        simulation.RunUntilIdle();
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
