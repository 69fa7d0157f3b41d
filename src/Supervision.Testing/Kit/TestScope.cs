using System.Runtime.ExceptionServices;
using Supervision.Runtime;

namespace Supervision.Testing.Kit;

/// <summary>
/// One run of one test body: what it has started, and the end of all that. The end, in the test's own process: what <c>OnExit</c> was given, last
/// first; the supervised children, last first, each with its own shutdown time; what is linked to the test; the probes. Then the process
/// ends, and whoever runs the test looks for crashes and leaks.
/// </summary>
/// <param name="world">Where it runs.</param>
/// <param name="isChecked">True for a whole test: what is linked to it ends with it, as if the test had exited with
/// <see cref="ExitReason.Shutdown"/>, and what it has forgotten to await fails it.</param>
internal sealed class TestScope(TestWorld world, bool isChecked)
{
    private readonly Stack<Func<Task>> _cleanups = new();
    private readonly List<ProcessCell> _probes = [];

    internal TestWorld World => world;

    internal Observations Observations => world.Observations;

    internal IReadOnlyList<ProcessCell> Probes => _probes;

    internal TestWaits Waits { get; } = new(world.KeepsPlaces);

    internal SupervisedChildren Children { get; } = new(world);

    internal bool AllowsCrashes { get; set; }

    internal void OnExit(Func<Task> cleanup) => _cleanups.Push(cleanup);

    internal void Add(ProcessCell probe) => _probes.Add(probe);

    /// <summary>Runs the body and ends what it has started. What went wrong first is thrown.</summary>
    internal async Task RunAsync(TestProcess test, Func<TestProcess, Task> body)
    {
        ExceptionDispatchInfo? failure = await AttemptAsync(() => body(test)).ConfigureAwait(true); // in the test's process
        if (failure is null && isChecked && Waits.Open is { Count: > 0 } forgotten)
        {
            failure = ExceptionDispatchInfo.Capture(KitErrors.Forgotten(forgotten));
        }

        while (_cleanups.TryPop(out Func<Task>? cleanup))
        {
            ExceptionDispatchInfo? next = await AttemptAsync(cleanup).ConfigureAwait(true); // in the test's process
            failure ??= next;
        }

        ExceptionDispatchInfo? stop = await AttemptAsync(Children.StopAllAsync).ConfigureAwait(true); // in the test's process
        failure ??= stop;
        if (isChecked)
        {
            await EndLinkedAsync(test).ConfigureAwait(true); // in the test's process
        }

        foreach (ProcessCell probe in _probes)
        {
            Task ended = probe.WaitForExitAsync(CancellationToken.None);
            probe.Exit(ExitReason.Kill);
            await ended.ConfigureAwait(true); // in the test's process
        }

        failure?.Throw();
    }

    /// <summary>When the test has passed so far and everything is over: what must not have happened nevertheless.</summary>
    internal void Check(CrashPolicy crashes, LeakPolicy leaks)
    {
        if (crashes == CrashPolicy.Fail && !AllowsCrashes && Observations.UnexpectedCrashes is { Count: > 0 } unexpected)
        {
            throw KitErrors.UnexpectedCrashes(unexpected, Observations);
        }

        if (leaks == LeakPolicy.Fail && world.Runtime.Table.Snapshot() is { Count: > 0 } left)
        {
            throw world.Leaked(left);
        }
    }

    /// <summary>The log, for a test that has failed.</summary>
    internal void WriteLog(Action<string>? output)
    {
        if (output is null || world.Logs.Lines is not { Count: > 0 } lines)
        {
            return;
        }

        output("Log of the failed test:");
        foreach (LogCapture.Line line in lines)
        {
            output("  " + line);
        }
    }

    /// <summary>Ends what is linked to the test, and only then goes on: the test itself must end as one that has passed.</summary>
    private static async Task EndLinkedAsync(TestProcess test)
    {
        foreach (Pid linked in test.Cell.DescribeOnTurn().Links)
        {
            TimeSpan limit = (linked.Target as ProcessCell)?.Behavior?.StopLimit ?? TimeSpan.Zero;
            test.Unlink(linked, flush: true);
            Task ended = linked.WaitForExitAsync(CancellationToken.None);
            linked.Exit(ExitReason.Shutdown);
            try
            {
                await ended.WaitAsync(limit, test.Time, test.CancellationToken).ConfigureAwait(true); // in the test's process
            }
            catch (TimeoutException)
            {
                linked.Exit(ExitReason.Kill);
                await ended.ConfigureAwait(true); // in the test's process
            }
        }
    }

    private static async Task<ExceptionDispatchInfo?> AttemptAsync(Func<Task> part)
    {
        try
        {
            await part().ConfigureAwait(true); // in the test's process
            return null;
        }
        catch (Exception error) when (error is not ProcessExitException)
        {
            return ExceptionDispatchInfo.Capture(error);
        }
    }
}
