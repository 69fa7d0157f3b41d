namespace Supervision.Testing.Kit;

/// <summary>A test in the simulation: nothing happens by itself, and time stands still while anything can happen.</summary>
internal sealed class SimulationWorld(Simulation simulation, Observations observations, LogCapture logs) : TestWorld(observations, logs)
{
    /// <summary>Those who wait until nothing else can happen, in order.</summary>
    private readonly Queue<TaskCompletionSource> _idlers = new();

    internal override ProcessRuntime Runtime => simulation.Runtime;

    internal override string Clock => "virtual";

    internal override Simulation Simulation => simulation;

    internal override Task IdleAsync(string operation)
    {
        TaskCompletionSource idle = new(simulation.Runtime.Scheduler.CompletionOptions);
        _idlers.Enqueue(idle);
        return idle.Task;
    }

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

            // To the next instant at which anything is due. What is due at this very one comes before a timer that is set now for the next tick.
            TimeSpan next = time.NextDue is { } due && due < end ? due : end;
            await test.DelayAsync(next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : Later(next - time.Elapsed)).ConfigureAwait(true); // in the test's process
        }

        return true;
    }

    /// <summary>Nothing can happen: the one who has waited for that longest goes on. False when nobody waits.</summary>
    internal bool WakeIdler()
    {
        if (!_idlers.TryDequeue(out TaskCompletionSource? idler))
        {
            return false;
        }

        idler.SetResult();
        return true;
    }

    private static TimeSpan Later(TimeSpan time) => TimeSpan.FromTicks(Math.Max(1, time.Ticks));
}
