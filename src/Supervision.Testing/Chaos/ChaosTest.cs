using System.Runtime.CompilerServices;
using Supervision.Runtime;
using Supervision.Testing.Chaos;
using Supervision.Testing.Escapes;

namespace Supervision.Testing;

/// <summary>
/// Kills at random, and knows who must die: the rules of supervisors say what must follow, and what follows is compared with that.
/// </summary>
/// <remarks>
/// <para>In the simulation (<see cref="Explore"/>) a kill may fall between any two steps, what must follow is exact, and a failure shrinks and can be
/// run again. On real threads (<see cref="RunAsync"/>) a running tree is struck while it works.</para>
/// <para>After each disturbance must hold: whoever had to die has died (P1); no supervisor has died that need not (P2), not even of another
/// process's failures; everybody is the same process, another one or none, as the rules say (P3, in the simulation); nobody is left
/// without a supervisor (P4); no supervisor has restarted more often than it may (P5); the user can go on (P6).</para>
/// <para><b>From:</b> outside of processes, in any test framework.</para>
/// </remarks>
/// <example><code>
/// ChaosTest.Explore(test => Shop.Tree(), new ChaosOptions { Load = Shop.BuyAsync, SteadyState = Shop.BuyAsync });
/// </code></example>
public static class ChaosTest
{
    /// <summary>How many orders each plan is run in when nothing is said.</summary>
    private const int OrdersOfAPlan = 25;

    /// <summary>Runs random plans on a tree in the simulation, each in many orders of everything that can happen, until something does not
    /// hold.</summary>
    /// <param name="tree">Declares the tree. It is called for each run, in the test's process, and must begin from nothing each time.</param>
    /// <param name="options">What is done and what must hold; null for the defaults.</param>
    /// <param name="exploration">In which orders each plan is run; null for 25 of them. Options of your own mean as many as their
    /// <see cref="ExplorationOptions.Schedules"/>, which are 1,000 unless you say less.</param>
    /// <param name="test">The name of the test; the compiler fills it in.</param>
    /// <param name="file">The file of the test; the compiler fills it in.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tree"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Nobody was struck in any run, so nothing was tested.</exception>
    /// <exception cref="ChaosFailedException">Something does not hold. Its message is the report.</exception>
    /// <exception cref="FormatException"><c>SUPERVISION_CHAOS</c> holds no plan.</exception>
    /// <remarks>
    /// <para>The same options give the same plans and orders each time. The environment is stronger: <c>SUPERVISION_CHAOS</c> with the plan of a failure
    /// of this very test for that one alone, and <c>SUPERVISION_REPLAY</c> with it for that order; <c>SUPERVISION_SCHEDULES</c> says in how many orders each plan
    /// is run.</para>
    /// </remarks>
    public static ChaosReport Explore(
        Func<TestProcess, SupervisorSpec> tree,
        ChaosOptions? options = null,
        ExplorationOptions? exploration = null,
        [CallerMemberName] string test = "",
        [CallerFilePath] string file = "") =>
        RunExplorer(tree, options, exploration, new ChaosTestName(test, file), Environment.GetEnvironmentVariable);

    /// <summary>The body of a test that carries out one plan: for <see cref="Simulation.Test"/>, <see cref="Simulation.Explore"/>,
    /// <see cref="Simulation.Replay"/>, and for plans from a generator of your own.</summary>
    /// <param name="tree">As for <see cref="Explore"/>.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">What must hold; null for the defaults. Those about plans are not used.</param>
    /// <returns>The body; it throws <see cref="ChaosFailedException"/> when something does not hold.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tree"/> or <paramref name="plan"/> is null.</exception>
    public static Func<TestProcess, Task> Body(Func<TestProcess, SupervisorSpec> tree, ChaosPlan plan, ChaosOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(plan);
        return ChaosBody.Of(tree, plan, ChaosErrors.Checked(options ?? new ChaosOptions()), null);
    }

    /// <summary>Strikes a running tree on real threads, while it works.</summary>
    /// <param name="root">Its topmost supervisor, which is never struck itself.</param>
    /// <param name="options">What is done and what must hold.</param>
    /// <param name="plan">What is done; null to draw it from the options.</param>
    /// <param name="cancellationToken">Ends the run early, as one in which everything held until then.</param>
    /// <returns>Completes with what was done, when the load has ended too.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The options of the runtime do not say <see cref="ProcessRuntimeOptions.AllowChaos"/>; or there is no load, and
    /// the options do not say that this is meant; or the tree does not run; or nobody was struck, and the run was not cancelled; or the process that strikes
    /// was ended before the run was over, as when the runtime stops.</exception>
    /// <exception cref="ChaosFailedException">Something does not hold. Its message is the report.</exception>
    /// <remarks>
    /// <para>Each action is waited for by what it leads to, never by a time: the ends of processes, and what supervisors learn of them. Workers may crash of
    /// what is done to others, and are then restarted; supervisors may not, but for those that somebody asks to stop, as sessions.</para>
    /// <para>A last look is taken when the load has ended, so what the last action leads to counts as well. What faults have been set up stays so.</para>
    /// </remarks>
    public static Task<ChaosReport> RunAsync(
        SupervisorRef root, ChaosOptions options, ChaosPlan? plan = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ChaosErrors.Checked(options);
        if (root.Pid.Target is not ProcessCell { IsAlive: true } top)
        {
            throw ChaosErrors.NoTree(root);
        }

        return !top.Runtime.AllowsChaos ? throw ChaosErrors.NotAllowed(nameof(ChaosTest))
            : options.Load is null && !options.WithoutLoad ? throw ChaosErrors.NoLoad()
            : LiveChaos.RunAsync(top.Runtime, SupervisorRef.ForPid(top.Pid), options, plan, cancellationToken);
    }

    internal static ChaosReport RunExplorer(
        Func<TestProcess, SupervisorSpec> tree, ChaosOptions? options, ExplorationOptions? exploration, ChaosTestName test, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ExplorationOptions orders = EscapeWatch.Strict(exploration ?? new ExplorationOptions { Schedules = OrdersOfAPlan, DeterminismChecks = 1 });
        ChaosExplorer explorer = new(tree, ChaosErrors.Checked(options ?? new ChaosOptions()), orders, test, variable);
        return explorer.Run();
    }
}
