namespace Supervision.Conformance.Primitives;

/// <summary>Decides, operation by operation, what has one outcome in one part of a step.</summary>
internal sealed class PartOutlook(
    string actor,
    StepOutlook step,
    ProgramHistory history,
    IReadOnlyDictionary<string, ProcessView> views,
    Func<string, CanonicalMailbox> mailboxOf)
{
    /// <summary>Whom this part itself has sent a deadly signal: what it sends them later comes after it.</summary>
    private readonly HashSet<string> _struck = new(StringComparer.Ordinal);

    /// <summary>Processes and monitors of which a signal may or may not have come.</summary>
    private readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);

    private bool _isFirst = true;

    private bool _onlySpawns;

    /// <summary>Set when nothing may follow.</summary>
    internal bool IsOver { get; private set; }

    internal bool IsPromised(Operation operation)
    {
        step.Actors.Add(actor);
        if (_onlySpawns && operation.Word != "spawn")
        {
            return false;
        }

        bool isPromised = operation.Word switch
        {
            "spawn" or "spawn_link" or "spawn_monitor" => IsSpawnPromised(operation),
            "link" => IsLinkPromised(Known(operation[0])),
            "unlink" or "unlink_flush" => IsUnlinkPromised(operation),
            "monitor" => IsMonitorPromised(Known(operation[0]), operation[1]),
            "monitor_name" => history.MonitorOf(operation[1]) is null && IsHolderPromised(operation[0]) && Unsettle(operation[1]),
            "demonitor" or "demonitor_flush" => IsDemonitorPromised(operation[0]),
            "exit" or "crash" => Ends(IsDeathPromised(actor, operation is { Word: "exit" } && operation[0] == "normal")),
            "signal" => IsSignalPromised(Known(operation[0]), operation[1]),
            "trap" => IsTrapPromised(operation[0] == "on"),
            "register" => !step.IsRace && step.Doomed.Count == 0 && ChangesNames(),
            "unregister" => !step.IsRace && step.Doomed.Count == 0 && ChangesNames(),
            "whereis" or "send_name" => IsHolderPromised(operation[0]),
            "alive" => !step.Doomed.Contains(operation[0]) && Touch(operation[0]),
            "send" => Reaches(operation[0]),
            "send_after" => !history.HasTimer(operation[2]) && Reaches(operation[0]) && step.Timers.Add(operation[2]),
            "send_after_name" => !history.HasTimer(operation[2]) && IsTimerToNamePromised(operation),
            "cancel" => IsCancelPromised(operation[0]),
            _ => IsReceivePromised(operation),
        };
        _isFirst &= !isPromised;
        return isPromised;
    }

    private bool IsSpawnPromised(Operation operation)
    {
        string child = operation[0];
        if (step.IsRace || step.Doomed.Count > 0 || history.IsSpawned(child) || (operation.Word == "spawn_monitor" && history.MonitorOf(operation[1]) is not null))
        {
            return false;
        }

        step.Links[child] = [];
        if (operation.Word == "spawn_link")
        {
            step.Link(actor, child);
        }

        // What the child does at first and what its parent does next have no order; other children have nothing to do with it, unless its end
        // may end the parent.
        _onlySpawns |= operation.First is not null;
        IsOver = _onlySpawns && operation.Word == "spawn_link";
        return true;
    }

    private bool IsLinkPromised(string other)
    {
        if (other == actor)
        {
            return true;
        }

        bool isDead = !step.Links.ContainsKey(other);
        bool isOpen = step.IsRace
            ? !step.WillLive(other) || step.Unlinked.Contains((other, actor))
            : IsDying(other);
        // Linked twice before anything can answer, a process that is gone answers once here, as if it had died just after; OTP answers twice.
        if (isOpen || _unsettled.Contains(other))
        {
            return false;
        }

        if (isDead)
        {
            // Either the call or the signal ends a process that does not trap exits; whatever follows would race with it.
            _unsettled.Add(other);
            return step.Trapping.Contains(actor) || Ends(IsDeathPromised(actor, isNormal: false));
        }

        step.Link(actor, other);
        return Touch(other) && Touch(actor);
    }

    /// <summary>Here a process has a time in which it is exiting and not yet dead; whoever links or monitors it then hears what it dies of, where
    /// OTP says noproc. And who only dies because somebody else does may be dead or not when it is reached.</summary>
    private bool IsDying(string other) => step.Doomed.Contains(other);

    private bool IsUnlinkPromised(Operation operation)
    {
        string other = Known(operation[0]);
        bool isOpen = _unsettled.Contains(other)
            || (step.Doomed.Contains(other) && (operation.Word == "unlink" || step.IsRace))
            || (operation.Word == "unlink_flush" && step.IsRace && step.Actors.Contains(other));
        if (isOpen || (step.IsRace && (step.IsTouchedByOthers(other, actor) || step.IsTouchedByOthers(actor, other))))
        {
            return false;
        }

        step.Unlink(actor, other);
        step.Unlinked.Add((actor, other));
        return Touch(other) && Touch(actor);
    }

    private bool IsMonitorPromised(string other, string monitor)
    {
        if (history.MonitorOf(monitor) is not null || IsDying(other))
        {
            return false;
        }

        return Touch(other) && Unsettle(monitor);
    }

    private bool IsDemonitorPromised(string monitor) =>
        history.MonitorOf(monitor) is { } made && made.Owner == actor && !step.Doomed.Contains(made.Target) && !_unsettled.Contains(monitor) && Touch(made.Target);

    private bool IsSignalPromised(string other, string reason)
    {
        if (!step.Links.ContainsKey(other) || _struck.Contains(other))
        {
            return true;
        }

        bool traps = step.Trapping.Contains(other);
        bool kills = reason == "kill" || (!traps && (reason != "normal" || other == actor));
        if (!kills)
        {
            if (other != actor && step.IsRace && (step.Unlinked.Contains((other, actor)) || MayMeetItsEqual(other)))
            {
                return false;
            }

            // To oneself too it may take its time.
            _unsettled.Add(other);
            return Reaches(other);
        }

        if (step.IsRace && step.Actors.Contains(other) && other != actor)
        {
            return false;
        }

        bool isPromised = IsDeathPromised(other, isNormal: reason == "normal");
        if (isPromised)
        {
            _struck.Add(other);
            IsOver |= step.Doomed.Contains(actor);
        }

        return isPromised;
    }

    /// <summary>Whether a process that may take an exit signal of this one's may find two: nobody can tell afterwards which it took.</summary>
    private bool MayMeetItsEqual(string other) => step.Actors.Contains(other) && mailboxOf(other).Has(new Pattern("exit", actor));

    /// <summary>Everybody who dies must die of one cause, and what they did before must be decided.</summary>
    private bool IsDeathPromised(string victim, bool isNormal)
    {
        HashSet<string> deaths = step.DeathsWith(victim, isNormal);
        bool isOpen = deaths.Overlaps(step.Doomed)
            || (step.IsRace && step.Doomed.Count > 0)
            || (step.IsRace && deaths.Any(slot => slot != actor && step.Actors.Contains(slot)))
            || deaths.Any(slot => step.IsTouchedByOthers(slot, actor))
            || deaths.Any(slot => step.MayStillReceive(slot) && (deaths.Count > 1 || step.Touched.Exists(touch => touch.Slot == slot)));
        if (isOpen)
        {
            return false;
        }

        step.Doomed.UnionWith(deaths);
        return true;
    }

    private bool IsTrapPromised(bool on)
    {
        if (actor == Part.Outside || step.IsRace || step.Doomed.Count > 0 || _unsettled.Count > 0)
        {
            return false;
        }

        _ = on ? step.Trapping.Add(actor) : step.Trapping.Remove(actor);
        return true;
    }

    private bool ChangesNames() => step.ChangesNames = true;

    /// <summary>Names are looked up while the operation runs: whoever holds one must stay.</summary>
    private bool IsHolderPromised(string name)
    {
        if (step.ChangesNames)
        {
            return step.Doomed.Count == 0;
        }

        string? holder = views.FirstOrDefault(view => view.Value.Name == name).Key;
        return holder is null || (!step.Doomed.Contains(holder) && Touch(holder));
    }

    private bool IsTimerToNamePromised(Operation operation)
    {
        // One that is due at once is looked up at any moment of the step.
        if (operation[1] == "0" && (step.ChangesNames || step.Doomed.Count > 0))
        {
            return false;
        }

        IsOver |= operation[1] == "0";
        return IsHolderPromised(operation[0]) && step.Timers.Add(operation[2]);
    }

    /// <summary>A timer goes when its receiver does, so nobody may be dying. A message that is in somebody else's mailbox is suppressed here and cannot be on OTP, where nobody could even flush it.</summary>
    private bool IsCancelPromised(string timer) =>
        !step.IsRace
        && step.Doomed.Count == 0
        && history.HasTimer(timer)
        && (!history.HasFired(timer)
            || mailboxOf(actor).Holds(timer)
            || views.All(view => !view.Value.IsBlocked && !mailboxOf(view.Key).Holds(timer)))
        && step.Timers.Add(timer);

    private bool IsReceivePromised(Operation operation)
    {
        Pattern pattern = operation.Pattern;
        if (pattern.Kind == "down" && history.MonitorOf(pattern.Which) is null)
        {
            return false;
        }

        if (operation[0] != "0")
        {
            if (pattern.Kind == "exit" && (_unsettled.Contains(Known(pattern.Which)) || (step.IsRace && mailboxOf(actor).Has(pattern))))
            {
                return false;
            }

            // While it waits nothing else is done, so it is the last.
            IsOver = pattern.IsOneChain && (pattern.Kind != "down" || IsOwn(pattern.Which));
            return IsOver && Touch(actor);
        }

        if (!pattern.IsOneChain)
        {
            return _isFirst && !step.IsRace && mailboxOf(actor).IsDecided(pattern);
        }

        return !step.IsRace && pattern.Kind switch
        {
            "timer" => !step.Timers.Contains(pattern.Which),
            "down" => !_unsettled.Contains(pattern.Which) && !step.Doomed.Contains(history.MonitorOf(pattern.Which)!.Value.Target),
            "exit" => !_unsettled.Contains(Known(pattern.Which)) && !step.Doomed.Contains(pattern.Which),
            _ => true,
        };
    }

    /// <summary>All processes that were never started are one.</summary>
    private string Known(string slot) => history.IsSpawned(slot) ? slot : "none";

    private bool IsOwn(string monitor) => history.MonitorOf(monitor) is { } made && made.Owner == actor;

    /// <summary>A blocked process that is going to die may or may not still take what it is sent.</summary>
    private bool Reaches(string other) => !(step.Doomed.Contains(other) && step.MayStillReceive(other)) && (!step.MayStillReceive(other) || Touch(other));

    /// <summary>When nobody is there, the notice comes at any moment.</summary>
    private bool Unsettle(string monitor)
    {
        _unsettled.Add(monitor);
        return true;
    }

    private bool Touch(string slot)
    {
        step.Touched.Add((slot, actor));
        return true;
    }

    private bool Ends(bool isPromised)
    {
        IsOver |= isPromised;
        return isPromised;
    }
}
