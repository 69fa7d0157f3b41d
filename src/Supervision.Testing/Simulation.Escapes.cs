using System.Runtime.ExceptionServices;
using Supervision.Runtime;
using Supervision.Testing.Escapes;
using Supervision.Testing.Exploration;
using Supervision.Testing.Kit;

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

        return SimulationErrors.Livelock(_options.MaxSteps, Time.Elapsed, history, ProcessText.List(Runtime.Table.Snapshot(), _world));
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
        if (_watch.IsStrict && WaitGraph.FindCycle(Runtime.Table.Snapshot(), _watch.OpenWaits(), _watch.Origins) is { } cycle)
        {
            _watch.Tell(SimulationErrors.Deadlock(cycle, Time.Elapsed));
            _watch.Check();
        }
    }

    /// <summary>What the test's process has ended with, or is about to; null while it runs.</summary>
    private ExitReason? EndOf(Pid test) => test.IsAlive ? null
        : _exits.Find(exit => exit.Pid == test).Reason ?? (test.Target as ProcessCell)?.ExitingReason ?? ExitReason.Killed;

    private Exception Unfinished(Pid test, TimeSpan limit, Func<ExceptionDispatchInfo?> failure)
    {
        if (Time.NextDue is { } due)
        {
            string processes = ProcessText.List(Runtime.Table.Snapshot(), _world);
            return new TimeoutException(
                $"The test body has not ended by virtual time {limit}; the next timer is due at {due}.\nProcesses:\n{processes}\n"
                + "Next: see above what the test body waits for, and who should have sent it. If it needs that long, raise SimulationOptions.Horizon, or the horizon of Run.");
        }

        ProcessCell body = (ProcessCell)test.Target!;
        string others = ProcessText.List(Runtime.Table.Snapshot().FindAll(cell => cell != body), _world);
        ProcessCell? probe = _scope?.Probes.FirstOrDefault(static probe => probe.Behavior?.WaitsIn is not null);
        string state = probe is { Behavior: ProbeBehavior { Wanted: { } wanted } }
            ? $"expects {wanted} at {ProcessText.Describe(probe, null)}, whose mailbox is {ProcessText.MailboxOf(probe)}"
            : $"{ProcessText.StateOf(body, OpenWaits())}; its mailbox: {ProcessText.MailboxOf(body)}";
        return SimulationErrors.NobodySends(state, others, PlaceOfWait(test, failure));
    }

    /// <summary>The line in which the body waits. What it awaits throws there when its process ends; nothing else knows it.</summary>
    private string PlaceOfWait(Pid test, Func<ExceptionDispatchInfo?> failure)
    {
        _scheduler.EndSchedule();
        foreach (ProcessCell probe in _scope?.Probes ?? [])
        {
            probe.Exit(ExitReason.Kill);
        }

        try
        {
            RunUntilIdle();
            test.Exit(ExitReason.Kill);
            RunUntilIdle();
        }
        catch (SimulationException)
        {
            // The run has failed already, and what it does on its way out is not its failure.
        }

        return failure() is { } thrown ? FailureKind.PlaceOf(thrown.SourceException) : "";
    }
}
