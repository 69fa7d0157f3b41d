using System.Globalization;
using Microsoft.Extensions.Logging;
using Supervision.Runtime;

namespace Supervision.Supervisors;

/// <summary>What the end of a child leads to.</summary>
internal sealed partial class SupervisorBehavior
{
    private void HandleExit(Pid from, ExitReason reason)
    {
        _ends.Remove(from);
        if (from == _cell.Parent)
        {
            Leave(reason);
        }
        else if (IsEndOfRunningChild(from, out Child? child))
        {
            HandleEnd(child, reason);
        }
    }

    private void HandleEnd(Child child, ExitReason reason)
    {
        Tell(ChildEvent.EventKind.Ended, child, child.Pid, reason);
        bool isRestarted = child.Spec.Restart switch
        {
            Restart.Permanent => true,
            Restart.Transient => !reason.IsOrderly,
            _ => false,
        };
        if (isRestarted)
        {
            RestartAfter(child, "child_terminated", reason);
            return;
        }

        if (!reason.IsOrderly)
        {
            Trouble("child_terminated", child, reason, "It is temporary and not restarted.");
        }

        bool isSignificant = child.Spec.Significant;
        Retire(child);
        if (isSignificant && EndsAll())
        {
            Leave(ExitReason.Shutdown);
        }
    }

    /// <summary>Whether the end of a significant child, which is not counted any more, ends the supervisor.</summary>
    private bool EndsAll() => _spec.Options.AutoShutdown switch
    {
        AutoShutdown.AnySignificant => true,
        AutoShutdown.AllSignificant => _children.ActiveSignificantCount == 0,
        _ => false,
    };

    private void TryAgain(SupervisorRequest.TryAgain again)
    {
        Child? child = again.Id is null ? _children.Find(again.Pid) : _children.Find(again.Id);

        // Meanwhile it may have been stopped, deleted, or replaced.
        if (child is { Status: ChildInfo.State.Restarting })
        {
            RestartAfter(child, null, null);
        }
    }

    /// <summary>Counts a restart and begins it, or gives up. The end of the child, if this is about one, is reported with what
    /// was decided.</summary>
    private void RestartAfter(Child child, string? context, ExitReason? reason)
    {
        if (!_window.TryAdd(_cell.Runtime.Time.GetTimestamp()))
        {
            string limit = string.Create(
                CultureInfo.InvariantCulture, $"{_spec.Options.MaxRestarts} restarts in {_spec.Options.Period.TotalSeconds:0.###} s");
            if (context is not null)
            {
                Trouble(context, child, reason!, $"Not restarted: more than {limit}.");
            }

            Trouble(
                "shutdown", child, new ExitReason.Custom("reached_max_restart_intensity"), $"More than {limit}: the supervisor stops its children and exits.");
            Retire(child);
            Leave(ExitReason.Shutdown);
            return;
        }

        _cell.Runtime.Telemetry.Restarted(_spec.Id);
        if (context is null)
        {
            _job = RestartOf(child);
            return;
        }

        TimeSpan? delay = NextDelay(child);
        ReportRestart(context, child, reason!, delay);
        _job = RestartOf(child, delay);
    }

    /// <param name="child">The child.</param>
    /// <param name="delay">After which time; null for at once. Whoever is restarted with it stops at once in either case.</param>
    private Job RestartOf(Child child, TimeSpan? delay = null)
    {
        Job job = new(JobKind.Restart) { Delayed = delay is null ? null : child, Delay = delay.GetValueOrDefault() };
        if (_spec.Options.Strategy is RestartStrategy.OneForOne or RestartStrategy.SimpleOneForOne)
        {
            _children.SetRestarting(child);
            if (delay is null)
            {
                job.Start(child);
            }

            return job;
        }

        _children.SetStopped(child);
        List<Child> group = ChildTable.From(_spec.Options.Strategy == RestartStrategy.OneForAll ? _children.First : child);
        job.Stop(Enumerable.Reverse(group));
        if (delay is null)
        {
            job.Start(group.Where(static member => member.Spec.Restart != Restart.Temporary));
        }

        return job;
    }

    private void ReportRestart(string context, Child child, ExitReason reason, TimeSpan? delay)
    {
        if (!_cell.Runtime.Reports.IsHeard(LogLevel.Warning))
        {
            return;
        }

        string what = _spec.Options.Strategy switch
        {
            RestartStrategy.OneForAll => "all children",
            RestartStrategy.RestForOne => "it and the children after it",
            _ => "it",
        };
        Trouble(context, child, reason, string.Create(
            CultureInfo.InvariantCulture,
            $"Restarting {what}{(delay is { } wait ? $" in {Seconds(wait)}" : "")}: restart {_window.Count} of {_spec.Options.MaxRestarts} allowed in {_spec.Options.Period.TotalSeconds:0.###} s."));
    }

    private void ReportStarted(Job job, Child child)
    {
        // A million dynamic children that come and go are no news; their restarts are.
        if ((!IsDynamic || job.Kind == JobKind.Restart) && _cell.Runtime.Reports.IsHeard(LogLevel.Debug))
        {
            _cell.Runtime.Reports.Write(new Report.ChildStarted(_cell.Pid, Path, child.Name, child.Pid, child.Incarnation));
        }
    }

    private void Tell(ChildEvent.EventKind kind, Child child, Pid process, ExitReason? reason)
    {
        if (_cell.Runtime.IsWatched)
        {
            _cell.Runtime.Tell(new ChildEvent(_cell.Pid, Path, child.Name, process, child.Incarnation, kind, reason));
        }
    }

    private void Trouble(string context, Child child, ExitReason reason, string decision) =>
        Trouble(context, child.Name, child.Pid, reason, decision);

    private void Trouble(string context, string childId, Pid child, ExitReason reason, string decision) =>
        _cell.Runtime.Reports.Write(new Report.SupervisorTrouble(_cell.Pid, Path, context, reason, childId, child, decision));
}
