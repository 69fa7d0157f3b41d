using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing;

/// <summary>Runs that cannot go on, and why.</summary>
public sealed partial class Simulation
{
    /// <summary>Does something on this thread as the one that drives the simulation.</summary>
    private T Drive<T>(Func<T> run)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        int driver = _watch.BeginDrive();
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            T result = run();
            _watch.Check();
            return result;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
            _watch.EndDrive(driver);
        }
    }

    /// <summary>Watches some steps more to say what goes round.</summary>
    private SimulationException Livelock()
    {
        StepHistory history = new();
        while (!history.IsFull && _scheduler.Step())
        {
            history.Add(DescribeLastStep());
        }

        return SimulationErrors.Livelock(_options.MaxSteps, Time.Elapsed, history);
    }

    private string DescribeLastStep()
    {
        (Processes.ProcessTarget? from, Processes.ProcessTarget? to, object? content) = _scheduler.LastStep;
        string receiver = to is null ? "outside" : ProcessText.NameOf(to);
        return from is null && content is null ? receiver : $"{(from is null ? "outside" : ProcessText.NameOf(from))}→{receiver} {content?.GetType().Name ?? "signal"}";
    }

    /// <summary>Processes that wait for each other are found before time hides it.</summary>
    private void CheckDeadlock()
    {
        if (_watch.IsStrict && WaitGraph.FindCycle(Runtime.Table.Snapshot(), _watch.OpenWaits()) is { } cycle)
        {
            _watch.Tell(SimulationErrors.Deadlock(cycle, Time.Elapsed));
            _watch.Check();
        }
    }

    private Exception Unfinished(Pid test, TimeSpan limit)
    {
        if (!test.IsAlive)
        {
            ExitReason reason = _exits.Find(exit => exit.Pid == test).Reason;
            return new TimeoutException($"The test body was ended from outside ({reason}) before it was done; something that it is linked to has ended.");
        }

        if (Time.NextDue is { } due)
        {
            return new TimeoutException($"The test body has not ended by virtual time {limit}; the next timer is due at {due}. Raise the horizon, or find who waits. {DescribeProcesses()}");
        }

        ProcessCell body = (ProcessCell)test.Target!;
        return SimulationErrors.NobodySends(body, _watch.OpenWaits(), Runtime.Table.Snapshot().Where(cell => cell != body));
    }

    private string DescribeProcesses()
    {
        List<EscapeWatch.Wait> waits = _watch.OpenWaits();
        return $"Processes: {string.Join("; ", Runtime.Table.Snapshot().Select(cell => $"{ProcessText.NameOf(cell)} {ProcessText.StateOf(cell, waits)}"))}.";
    }
}
