using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Kit;

/// <summary>A test in the simulation: nothing happens by itself, and time stands still while anything can happen.</summary>
internal sealed class SimulationWorld(Simulation simulation, Observations observations, LogCapture logs) : TestWorld(observations, logs)
{
    internal override ProcessRuntime Runtime => simulation.Runtime;

    internal override string Clock => "virtual";

    internal override Simulation Simulation => simulation;

    internal override bool KeepsPlaces => simulation.KeepsOrigins;

    internal override IReadOnlyList<EscapeWatch.Wait> Waits() => simulation.OpenWaits();

    internal override Exception Leaked(IReadOnlyCollection<ProcessCell> left) => simulation.Leaked(left);

    internal override Task IdleAsync(string operation) => simulation.ReachAsync(simulation.Time.Elapsed);

    internal override async Task<bool> EventuallyAsync(ProcessContext test, Func<bool> condition, TimeSpan within)
    {
        VirtualTime time = simulation.Time;
        TimeSpan end = within == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time.Elapsed + within;
        while (!condition())
        {
            await IdleAsync("").ConfigureAwait(true); // in the test's process
            if (condition())
            {
                return true;
            }

            if (time.Elapsed >= end)
            {
                return false;
            }

            // To the next instant at which anything is due; without one nothing changes any more, and the wait is one that nobody can end.
            // Not a delay: those are of whole milliseconds, and one of less than that would not end before the instant.
            TimeSpan next = time.NextDue is { } due && due < end ? due : end;
            Task reached = next == TimeSpan.MaxValue ? test.DelayAsync(Timeout.InfiniteTimeSpan) : simulation.ReachAsync(next);
            await reached.ConfigureAwait(true); // in the test's process
        }

        return true;
    }
}
