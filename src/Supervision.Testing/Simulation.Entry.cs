using System.Globalization;
using System.Runtime.CompilerServices;
using Supervision.Testing.Escapes;

namespace Supervision.Testing;

/// <summary>The ways to run a whole test, which need neither a test framework nor an object that is kept.</summary>
public sealed partial class Simulation
{
    /// <summary>Runs a test once, in the plain order. Time passes by itself whenever nothing else can happen.</summary>
    /// <param name="body">The test; it runs as a process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="test">The name of the test; the compiler fills it in.</param>
    /// <param name="file">The file of the test; the compiler fills it in.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <remarks>
    /// <para>What the body throws is thrown here.</para>
    /// <para><b>From:</b> outside of processes.</para>
    /// </remarks>
    public static void Test(
        Func<TestProcess, Task> body, SimulationOptions? options = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        ArgumentNullException.ThrowIfNull(body);
        options = EscapeWatch.Strict(options ?? new SimulationOptions());
        WatchedThread.Run(options, () =>
        {
            using Simulation simulation = new(options);
            simulation.RunTest(body);
            return true;
        });
    }

    /// <summary>Runs a test again and again, each time in another order, until it fails.</summary>
    /// <param name="body">The test; it runs as a process. Each run must begin from nothing: what it changes outside of itself would be seen by the
    /// next.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="test">The name of the test; the compiler fills it in.</param>
    /// <param name="file">The file of the test; the compiler fills it in.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ScheduleFailedException">The test fails in one of the orders.</exception>
    /// <remarks><para><b>From:</b> outside of processes.</para></remarks>
    public static ExplorationReport Explore(
        Func<TestProcess, Task> body, ExplorationOptions? options = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        ArgumentNullException.ThrowIfNull(body);
        options = EscapeWatch.Strict(options ?? new ExplorationOptions());
        return WatchedThread.Run(options, () => Explore(body, options));
    }

    private static ExplorationReport Explore(Func<TestProcess, Task> body, ExplorationOptions options)
    {
        for (int schedule = 1; schedule <= options.Schedules; schedule++)
        {
            ulong seed = (options.Seed ?? 0) + (ulong)schedule;
            using Simulation simulation = new(options with { Seed = seed });
            try
            {
                simulation.RunTest(body);
            }
            catch (Exception error) // the test's: what it throws is the finding
            {
                throw new ScheduleFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"Schedule {schedule} (seed {seed}): {error.Message}"), error, schedule, seed);
            }
        }

        return new ExplorationReport(options.Schedules);
    }

    /// <summary>Runs a test's body as <see cref="Test"/> and the explorations do, once.</summary>
    private void RunTest(Func<TestProcess, Task> body) => RunChecked(body);
}
