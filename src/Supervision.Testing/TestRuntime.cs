using System.Runtime.ExceptionServices;
using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>Runs the body of a test on the real scheduler and in real time: the same body that <see cref="Simulation.Test"/> runs.</summary>
/// <remarks>
/// <para>For what the simulation cannot show: real threads, real I/O, real time. Such a test waits for events and never sleeps. It is not repeatable: when
/// it fails, look for the same in the simulation.</para>
/// <para><b>From:</b> outside of processes, in any test framework.</para>
/// </remarks>
public static class TestRuntime
{
    /// <summary>How long a process may take that is on its way out when the test ends.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    /// <summary>Runs a test once.</summary>
    /// <param name="body">The test; it runs as a process.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>Completes when the test and everything that it has started have ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit of the options is not more than zero.</exception>
    /// <exception cref="TestFailedException">The test has not ended in time, was ended from outside, or a crash or a leak was found at its
    /// end. What the body throws is thrown as it is.</exception>
    public static async Task RunAsync(Func<TestProcess, Task> body, TestRuntimeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new TestRuntimeOptions();
        if (options.Limit != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Limit, TimeSpan.Zero, nameof(options));
        }

        Observations observations = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RealWorld world = CreateWorld(options.Runtime ?? new ProcessRuntimeOptions(), observations);
        TestScope scope = new(world, isChecked: true);
        try
        {
            await RunAsync(body, options, scope).ConfigureAwait(false);
            await CheckAsync(options, scope).ConfigureAwait(false);
        }
        catch
        {
            scope.WriteLog(options.Output);
            throw;
        }
        finally
        {
            // What is left, leaks and the processes of a test that hangs, is killed; code that does not end is left behind after AbandonAfter.
            await world.Runtime.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
    }

    private static RealWorld CreateWorld(ProcessRuntimeOptions options, Observations observations)
    {
        TimeProvider? time = options.Time;
        long begin = 0;
        LogCapture logs = new(options.LoggerFactory, () => time!.GetElapsedTime(begin), observations.Tell);
        ProcessRuntime runtime = new(options with
        {
            LoggerFactory = logs,
            OnReport = report =>
            {
                observations.Add(report);
                options.OnReport?.Invoke(report);
            },
            OnEnded = observations.AddEnd,
        });
        time = runtime.Time;
        begin = time.GetTimestamp();
        return new RealWorld(runtime, observations, logs);
    }

    private static async Task RunAsync(Func<TestProcess, Task> body, TestRuntimeOptions options, TestScope scope)
    {
        ProcessRuntime runtime = scope.World.Runtime;
        ExceptionDispatchInfo? failure = null;
        bool isDone = false;
        Pid test = runtime.Spawn(
            async context =>
            {
                try
                {
                    await scope.RunAsync(new TestProcess(scope, context), body).ConfigureAwait(true); // in the test's process
                }
                catch (Exception error) when (error is not ProcessExitException)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }

                isDone = true;
            },
            new ProcessOptions { Label = Simulation.BodyLabel });
        ExitReason reason;
        try
        {
            reason = await test.WaitForExitAsync(CancellationToken.None).WaitAsync(options.Limit, runtime.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw KitErrors.NotDone(options.Limit, scope.World);
        }

        failure?.Throw();

        // A short body may be over before it is waited for: then only the record knows with what.
        reason = scope.Observations.EndOf(test) ?? reason;
        if (!isDone || reason != ExitReason.Normal)
        {
            throw KitErrors.EndedFromOutside(reason, scope.World);
        }
    }

    /// <summary>The end of a process is told a moment before it is gone, so those that are left are waited for.</summary>
    private static async Task CheckAsync(TestRuntimeOptions options, TestScope scope)
    {
        ProcessRuntime runtime = scope.World.Runtime;
        Task ends = Task.WhenAll(runtime.Processes().Select(static pid => pid.WaitForExitAsync(CancellationToken.None)));
        try
        {
            await ends.WaitAsync(LastMoment, runtime.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // They are leaks, named below.
        }

        scope.Check(options.Crashes, options.Leaks);
    }
}
