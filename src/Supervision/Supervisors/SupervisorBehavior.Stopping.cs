using System.Globalization;
using Supervision.Signals;

namespace Supervision.Supervisors;

/// <summary>Stopping children: one after the other, or, of a dynamic supervisor that leaves, all at once.</summary>
internal sealed partial class SupervisorBehavior
{
    /// <summary>The deadline of a stop of all children at once.</summary>
    private static readonly object AllDeadline = new();

    /// <summary>So many are asked to stop before the ends of earlier ones are looked at.</summary>
    private const int AskedAhead = 1000;

    /// <summary>How many ends, or other messages, are looked at for each that is asked; not more, so that a flood of messages does not keep the
    /// rest from being asked.</summary>
    private const int EndsPerAsk = 4;

    /// <summary>The one that is being stopped; null when none is.</summary>
    private Stopping? _stopping;

    /// <summary>The deadline of the stop, and of the one after it; null before the first, and after one that has fired.</summary>
    private StopDeadline? _deadline;

    /// <summary>How many children were asked to stop at once and are not gone.</summary>
    private int _asked;

    /// <summary>How many messages were taken since the last was asked.</summary>
    private int _endsSinceAsked;

    /// <summary>True once all were asked and only their ends are missing.</summary>
    private bool _isAwaitingAll;

    private TimedMessage? _allTimer;

    /// <summary>How often each wrong reason came, when all are stopped at once; null for none.</summary>
    private Dictionary<ExitReason, int>? _wrongEnds;

    private void Stop(Job job, Child child)
    {
        if (child.Status != ChildInfo.State.Running)
        {
            Retire(child);
        }
        else if (job.StopsAtOnce)
        {
            _asked++;
            _cell.MonitorOnTurn(child.Pid.Target, null);
            Ask(child.Pid, child.Spec.EffectiveShutdown);
        }
        else
        {
            Stop(child.Pid, child, child.Spec.EffectiveShutdown);
        }
    }

    private void Stop(Pid pid, Child? child, Shutdown how)
    {
        // The monitor and not the link tells when it is gone: a child may have unlinked itself.
        _stopping = new Stopping(pid, child, how, _cell.MonitorOnTurn(pid.Target, null));
        Ask(pid, how);
        if (how.Time > TimeSpan.Zero)
        {
            _deadline ??= new StopDeadline(_cell, this);
            _cell.Runtime.Timers.Renew(_deadline, how.Time.Value);
        }
    }

    private static void Ask(Pid pid, Shutdown how)
    {
        pid.Exit(how.IsKill ? ExitReason.Kill : ExitReason.Shutdown);
        if (how.Time == TimeSpan.Zero)
        {
            pid.Exit(ExitReason.Kill);
        }
    }

    /// <summary>All were asked; one deadline holds for all.</summary>
    private void AwaitAll()
    {
        _isAwaitingAll = true;
        if (_spec.Children[0].EffectiveShutdown.Time is { } time && time > TimeSpan.Zero)
        {
            _allTimer = _cell.SendAfterOnTurn(time, _cell, AllDeadline);
        }
    }

    internal override IReadOnlyList<Pid> Awaited => _stopping is { } stopping ? [stopping.Pid]
        : _isAwaitingAll ? [.. ChildTable.From(_children.First).Select(static child => child.Pid)]
        : [];

    /// <summary>Where a child is in the tree, with its incarnation, for people; null for a process that is none.</summary>
    internal string? PathOf(Pid pid) => _attempt is { } attempt && attempt.Unfinished == pid ? Incarnated(attempt.Path, attempt.Incarnation)
        : _stopping is { Child: { } leaving } && leaving.Pid == pid ? Incarnated($"{Path}/{leaving.Name}", leaving.Incarnation)
        : _children.Find(pid) is { } child ? Incarnated($"{Path}/{child.Name}", child.Incarnation)
        : null;

    private static string Incarnated(string path, int incarnation) => string.Create(CultureInfo.InvariantCulture, $"{path}#{incarnation}");

    /// <summary>The child that is being stopped had its time.</summary>
    internal void EndPatience(StopDeadline deadline)
    {
        if (ReferenceEquals(deadline, _deadline) && _stopping is { } late)
        {
            late.Pid.Exit(ExitReason.Kill);
        }
    }

    /// <summary>All that were asked at once had their time.</summary>
    private void EndPatienceWithAll()
    {
        for (Child? child = _children.First; child is not null; child = child.Next)
        {
            child.Pid.Exit(ExitReason.Kill);
        }
    }

    private void HandleDown(DownEnvelope down)
    {
        if (_stopping is { } stopped && ReferenceEquals(down.Monitor, stopped.Monitor))
        {
            _stopping = null;
            if (stopped.How.Time > TimeSpan.Zero && !_deadline!.Rest())
            {
                _deadline = null;
            }

            ExitReason reason = EndOf(stopped.Pid, down.Reason);
            if (stopped.Child is { } child)
            {
                Judge(child, reason, stopped.How);
                Retire(child);
            }
        }
        else if (_asked > 0 && _children.Find(down.Monitor.Target) is { Status: ChildInfo.State.Running } one)
        {
            CountEnd(one, EndOf(one.Pid, down.Reason));
        }
    }

    private void CountEnd(Child child, ExitReason reason)
    {
        if (!IsExpected(child, reason, child.Spec.EffectiveShutdown))
        {
            _wrongEnds ??= new Dictionary<ExitReason, int>(ReasonEquality.Comparer);
            _wrongEnds[reason] = _wrongEnds.GetValueOrDefault(reason) + 1;
        }

        _children.Remove(child);
        if (--_asked == 0 && _isAwaitingAll)
        {
            _isAwaitingAll = false;
            if (_allTimer is { } timer)
            {
                _cell.CancelTimerOnTurn(timer);
            }
        }
    }

    /// <summary>Why a child ended. One that was dead before it was asked is told of by its exit signal, which is used up here: it must not
    /// count as a death of its own.</summary>
    private ExitReason EndOf(Pid pid, ExitReason told)
    {
        bool known = _ends.Remove(pid, out ExitReason? own);
        if (told != ExitReason.NoProcess)
        {
            return told;
        }

        return known ? own! : new ExitReason.Custom("child_process_unlinked");
    }

    /// <summary>Whether a child ended as it was asked to.</summary>
    private static bool IsExpected(Child child, ExitReason reason, Shutdown how) =>
        reason == (how.IsKill ? ExitReason.Killed : ExitReason.Shutdown)
        || (child.Spec.Restart != Restart.Permanent && reason.IsOrderly);

    private void Judge(Child child, ExitReason reason, Shutdown how)
    {
        if (!IsExpected(child, reason, how))
        {
            Trouble("shutdown_error", child, reason, $"It was asked to stop {Limit(how)} and ended otherwise; it is gone all the same.");
        }
    }

    private void ReportWrongEnds()
    {
        foreach ((ExitReason reason, int count) in _wrongEnds ?? [])
        {
            string decision = string.Create(
                CultureInfo.InvariantCulture,
                $"{count} children were asked to stop {Limit(_spec.Children[0].EffectiveShutdown)} and ended so; they are gone all the same.");
            Trouble("shutdown_error", _spec.Children[0].Id, Pid.None, reason, decision);
        }
    }

    private static string Limit(Shutdown how) => how.Time is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"within {time.TotalSeconds:0.###} s")
        : how.IsKill ? "at once" : "without a limit";

    /// <summary>A child has no process any more and is not restarted: a temporary or dynamic one is forgotten, another stays in its
    /// place.</summary>
    private void Retire(Child child)
    {
        ForgetDelay(child);
        if (IsDynamic || child.Spec.Restart == Restart.Temporary)
        {
            _children.Remove(child);
        }
        else
        {
            _children.SetStopped(child);
        }
    }
}
