using System.Globalization;
using static Supervision.TreePrediction;

namespace Supervision.Trees;

/// <summary>What a supervisor does about the end of a child.</summary>
internal sealed partial class TreeRules
{
    /// <summary>R4. The restart type decides: permanent always, transient after an end that is not orderly, temporary never. Who is not restarted
    /// stays listed, unless temporary or dynamic.</summary>
    private void HandleEnd(ModelNode supervisor, ModelNode child, ExitReason reason, bool mayClash)
    {
        bool isRestarted = child.Entry.Restart switch
        {
            Restart.Permanent => true,
            Restart.Transient => !reason.IsOrderly,
            _ => false,
        };
        if (isRestarted)
        {
            CountRestart(supervisor, child, waits: Course is not null && child.Entry.HasBackoff, mayClash && _assumeNameClash);
            return;
        }

        Retire(supervisor, child);
        if (child.Entry.Significant)
        {
            ShutDownAfter(supervisor, child);
        }
    }

    /// <summary>R5. A restart is counted. One that is exactly as old as the period still counts; one too many, and the supervisor gives up: it stops its
    /// children and ends with shutdown, which its own supervisor sees.</summary>
    private void CountRestart(ModelNode supervisor, ModelNode child, bool waits = false, bool isHopeless = false)
    {
        supervisor.RestartTimes.RemoveAll(time => Now - time > supervisor.Options.Period);
        int allowed = supervisor.Options.MaxRestarts;
        if (supervisor.RestartTimes.Count >= allowed || isHopeless)
        {
            GaveUp.Add(supervisor.Path);
            Tell(StepKind.GaveUp, supervisor, string.Create(
                CultureInfo.InvariantCulture, $"{supervisor.Path} gives up: more than {allowed} restarts in {supervisor.Options.Period.TotalSeconds:0.###} s"));
            Retire(supervisor, child);
            Leave(supervisor);
            return;
        }

        supervisor.RestartTimes.Add(Now);
        Tell(StepKind.Restarting, supervisor, string.Create(
            CultureInfo.InvariantCulture,
            $"{supervisor.Path} restarts {Whom(supervisor, child)} ({supervisor.RestartTimes.Count} of {allowed} in {supervisor.Options.Period.TotalSeconds:0.###} s)"));
        RestartGroup(supervisor, child, waits);
    }

    private static string Whom(ModelNode supervisor, ModelNode child) => supervisor.Options.Strategy switch
    {
        RestartStrategy.OneForAll => "all children",
        RestartStrategy.RestForOne => $"{child.Entry.Id} and those after it",
        _ => child.Entry.Id,
    };

    /// <summary>R6. The strategy decides who is affected. The living of them are stopped last to first, the temporary are forgotten, and all others
    /// are started in order, those included that were stopped. If one does not start, those behind it stay stopped, and it is tried again as a
    /// restart of its own. With a back-off all that begins only after a wait, unless another restart overtakes it.</summary>
    private void RestartGroup(ModelNode supervisor, ModelNode child, bool waits)
    {
        List<ModelNode> affected = Affected(supervisor, child);
        foreach (ModelNode stopped in Enumerable.Reverse(affected))
        {
            Stop(stopped);
        }

        if (affected.Count > 1 || !IsAlone(supervisor))
        {
            supervisor.Children.RemoveAll(member => member.Entry.Restart == Restart.Temporary && affected.Contains(member));
        }

        if (waits)
        {
            Await(child, isCounted: true);
            return;
        }

        foreach (ModelNode started in affected.Where(supervisor.Children.Contains))
        {
            if (!Start(started))
            {
                Await(started, isCounted: false);
                return;
            }
        }
    }

    private void Await(ModelNode child, bool isCounted)
    {
        child.Status = ChildInfo.State.Restarting;
        Wait? wait = null;
        if (Course is not null && child.Entry.HasBackoff)
        {
            _waits[child] = wait = new Wait(isCounted);
        }

        _retries.Add((child, wait));
    }

    private static bool IsAlone(ModelNode supervisor) => supervisor.Options.Strategy is RestartStrategy.OneForOne or RestartStrategy.SimpleOneForOne;

    private static List<ModelNode> Affected(ModelNode supervisor, ModelNode child) => supervisor.Options.Strategy switch
    {
        RestartStrategy.OneForAll => [.. supervisor.Children],
        RestartStrategy.RestForOne => [.. supervisor.Children.SkipWhile(member => !ReferenceEquals(member, child))],
        _ => [child],
    };

    /// <summary>R6, the last sentence. What was stopped, removed or replaced meanwhile is not tried again. What is due first comes first: a long wait that
    /// was begun before must not make the time pass in which others fail.</summary>
    private void RetryFailedRestarts()
    {
        while (TakeNextTry() is var (child, wait, due))
        {
            Now = due;
            _waits.Remove(child);
            if (wait is { IsCounted: true })
            {
                RestartGroup(child.Parent!, child, waits: false);
            }
            else
            {
                CountRestart(child.Parent!, child);
            }
        }
    }

    /// <summary>Takes out the try that is due first, of several the one that was entered first; null when none is due.</summary>
    private (ModelNode Child, Wait? Wait, TimeSpan Due)? TakeNextTry()
    {
        _retries.RemoveAll(next => !IsAwaited(next.Child, next.Wait));
        (ModelNode Child, Wait? Wait, TimeSpan Due)? first = null;
        foreach ((ModelNode child, Wait? wait) in _retries)
        {
            // What was due before is due now.
            TimeSpan? due = Course is null ? Now : Course.NextTry(child);
            due = due < Now ? Now : due;
            if (due is { } at && (first is null || at < first.Value.Due))
            {
                first = (child, wait, at);
            }
        }

        if (first is { } taken)
        {
            _retries.Remove((taken.Child, taken.Wait));
        }

        return first;
    }

    private bool IsAwaited(ModelNode child, Wait? wait) =>
        child is { Status: ChildInfo.State.Restarting, Parent: { IsRunning: true } supervisor } && supervisor.Children.Contains(child)
        && ReferenceEquals(_waits.GetValueOrDefault(child), wait);

    /// <summary>R7. A significant child that ended and is not restarted ends its supervisor: any of them, or the last of them.</summary>
    private void ShutDownAfter(ModelNode supervisor, ModelNode child)
    {
        bool ends = supervisor.Options.AutoShutdown switch
        {
            AutoShutdown.AnySignificant => true,
            AutoShutdown.AllSignificant => !supervisor.Children.Exists(
                static other => other.Entry.Significant && other.Status != ChildInfo.State.Stopped),
            _ => false,
        };
        if (ends)
        {
            Tell(StepKind.ShutDown, supervisor, $"{supervisor.Path} shuts down after its significant child {child.Entry.Id}");
            Leave(supervisor);
        }
    }

    /// <summary>A supervisor stops its children and ends with shutdown, or with what it is killed by meanwhile.</summary>
    private void Leave(ModelNode supervisor) => End(supervisor, Course?.EndOf(supervisor) ?? ExitReason.Shutdown, isKilled: false);

    /// <summary>A child has no process and is not restarted: it stays listed, unless temporary or dynamic.</summary>
    private static void Retire(ModelNode supervisor, ModelNode child)
    {
        child.Status = ChildInfo.State.Stopped;
        if (supervisor.IsDynamic || child.Entry.Restart == Restart.Temporary)
        {
            supervisor.Children.Remove(child);
        }
    }
}
