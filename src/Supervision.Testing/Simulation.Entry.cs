using System.Runtime.CompilerServices;
using Supervision.Testing.Escapes;
using Supervision.Testing.Exploration;
using Supervision.Testing.Scheduling;

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
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is out of its range.</exception>
    /// <exception cref="ScheduleFailedException">The test fails in one of the orders.</exception>
    /// <exception cref="SimulationException">SUPT004: something that the simulation does not own decides what happens.</exception>
    /// <remarks>
    /// <para>The same options give the same orders each time. The environment is stronger: <c>SUPERVISION_SEED</c> for other orders,
    /// <c>SUPERVISION_SCHEDULES</c> for more or fewer, <c>SUPERVISION_REPLAY</c> with the schedule of a failure of this very test for that one
    /// alone.</para>
    /// <para><b>From:</b> outside of processes.</para>
    /// </remarks>
    public static ExplorationReport Explore(
        Func<TestProcess, Task> body, ExplorationOptions? options = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "") =>
        RunExplorer(body, options, test, file, static explorer => explorer.Sample(), Environment.GetEnvironmentVariable);

    /// <summary>Runs a test in all orders that somebody could tell apart, until it fails. For small tests: the number of orders grows with the
    /// factorial of what is on its way at the same time.</summary>
    /// <param name="body">The test, as for <see cref="Explore"/>. Its processes may share nothing but messages and names, unless the options
    /// say that turns are not eager.</param>
    /// <param name="options">Null for the defaults. Their strategies are not used.</param>
    /// <param name="test">The name of the test; the compiler fills it in.</param>
    /// <param name="file">The file of the test; the compiler fills it in.</param>
    /// <returns>What was done, and whether it came to its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is out of its range.</exception>
    /// <exception cref="ScheduleFailedException">The test fails in one of the orders.</exception>
    /// <exception cref="SimulationException">SUPT004: something that the simulation does not own decides what happens.</exception>
    /// <remarks><para><b>From:</b> outside of processes.</para></remarks>
    public static ExplorationReport ExploreAll(
        Func<TestProcess, Task> body, ExplorationOptions? options = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "") =>
        RunExplorer(body, options, test, file, static explorer => explorer.Exhaust(), Environment.GetEnvironmentVariable);

    /// <summary>Runs a test once, in the order that the failure of an exploration has shown.</summary>
    /// <param name="token">The schedule, as the failure prints it.</param>
    /// <param name="body">The test that was explored.</param>
    /// <param name="options">The options with which it was explored; null for the defaults.</param>
    /// <param name="test">The name of the test; the compiler fills it in.</param>
    /// <param name="file">The file of the test; the compiler fills it in.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FormatException"><paramref name="token"/> is no schedule.</exception>
    /// <exception cref="ScheduleFailedException">The test fails in this order.</exception>
    /// <exception cref="SimulationException">SUPT004: the test or the code under test was changed since, so that the schedule leads elsewhere; or
    /// something that the simulation does not own decides.</exception>
    /// <remarks><para><b>From:</b> outside of processes.</para></remarks>
    public static void Replay(
        string token, Func<TestProcess, Task> body, SimulationOptions? options = null, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(body);
        options = EscapeWatch.Strict(options ?? new SimulationOptions());
        ScheduleToken schedule = ScheduleToken.Parse(TokenFile.Resolve(token));
        WatchedThread.Run(options, () => new Replayer(body, options, TestName.Of(body, test, file)).Run(schedule));
    }

    internal static ExplorationReport RunExplorer(
        Func<TestProcess, Task> body,
        ExplorationOptions? options,
        string test,
        string file,
        Func<Explorer, ExplorationReport> explore,
        Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(body);
        TestName name = TestName.Of(body, test, file);
        ExplorationSettings settings = ExplorationSettings.Read(variable);
        options = settings.Over(EscapeWatch.Strict(options ?? new ExplorationOptions()));
        return WatchedThread.Run(options, () => settings.Replay is { } token && token.Test == name.Hash
            ? new Replayer(body, options, name).Run(token)
            : explore(new Explorer(body, options, name) { ExhaustiveLimit = settings.Schedules }));
    }

    /// <summary>Runs one schedule of a test, and whatever it shows is an answer.</summary>
    internal ScheduleRun RunSchedule(Func<TestProcess, Task> body)
    {
        Exception? failure = null;
        bool isCut = false;
        bool isLost = false;
        try
        {
            RunTest(body);
        }
        catch (ScheduleCutException)
        {
            isCut = true;
        }
        catch (ScheduleLostException)
        {
            isLost = true;
        }
        catch (Exception error) // the test's: what it throws is the finding
        {
            failure = error;
        }

        _scheduler.EndSchedule();
        return new ScheduleRun(failure, _scheduler.Record.Choices, _scheduler.Record.Hash, isCut)
        {
            IsLost = isLost,
            HasWaitedForReal = _watch.HasWaitedForReal,
            Steps = _scheduler.Steps,
        };
    }

    /// <summary>Runs a test's body as <see cref="Test"/> and the explorations do, once.</summary>
    private void RunTest(Func<TestProcess, Task> body) => RunChecked(body);
}
