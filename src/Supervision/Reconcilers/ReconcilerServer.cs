namespace Supervision.Reconcilers;

/// <summary>
/// The process of a reconciler. It knows nothing of its own but which children it watches; what is to be done it reads from its memory, key
/// by key, so that it can die at any moment and the next goes on.
/// </summary>
internal sealed class ReconcilerServer<TArgs>(Reconciler<TArgs> reconciler, ReconcilerMemory<TArgs> memory, ReconcilerOptions<TArgs> options)
    : GenServer<ReconcilerNote>
{
    /// <summary>How soon to look again for a supervisor that is not there, or for a name that is not free.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<MonitorRef, string> _keys = [];
    private readonly Dictionary<string, MonitorRef> _monitors = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _due = new();

    /// <summary>When a key in <see cref="_due"/> is due, so that it is not in it twice for the same.</summary>
    private readonly Dictionary<string, long> _dueAt = new(StringComparer.Ordinal);
    private ReconciledSupervisor<TArgs> _supervisor = null!;
    private TimerRef? _walk;
    private TimerRef? _alarm;

    protected override ValueTask<InitResult> InitAsync()
    {
        _supervisor = new ReconciledSupervisor<TArgs>(Context.Runtime, reconciler.Supervisor, options.Declare, Stopping);
        memory.Begin(Context.Runtime, Self);
        foreach ((string key, Pid child) in memory.Running())
        {
            if (child != Pid.None)
            {
                Watch(key, child);
            }
        }

        return new(InitResult.Continue());
    }

    protected override async ValueTask ContinueAsync(object? argument) => await WalkAsync().ConfigureAwait(true); // in the process

    protected override async ValueTask HandleAsync(ReconcilerNote message)
    {
        switch (message)
        {
            case ReconcilerNote.Walk:
                await WalkAsync().ConfigureAwait(true); // in the process
                break;
            case ReconcilerNote.Due:
                _alarm = null;
                await WorkAsync().ConfigureAwait(true); // in the process
                break;
            default:
                await WorkAsync().ConfigureAwait(true); // in the process
                break;
        }
    }

    protected override async ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down && _keys.Remove(down.Monitor, out string? key))
        {
            _monitors.Remove(key);
            await JudgeAsync(key, down.Pid, down.Reason).ConfigureAwait(true); // in the process
            await WorkAsync().ConfigureAwait(true); // in the process
        }
    }

    protected override object? Describe() => memory.List();

    /// <summary>Compares everything.</summary>
    private async Task WalkAsync()
    {
        if (options.Poll is { } poll && await poll(Context).ConfigureAwait(true) is { } wanted) // in the process
        {
            reconciler.Set(wanted);
        }

        IReadOnlyList<ChildInfo>? children = await AskAsync(() => _supervisor.ListAsync()).ConfigureAwait(true); // in the process
        WalkIn(children is null ? Soon : options.Interval);
        if (children is null)
        {
            return;
        }

        await CompareAsync(children).ConfigureAwait(true); // in the process
        await WorkAsync().ConfigureAwait(true); // in the process
    }

    private async Task CompareAsync(IReadOnlyList<ChildInfo> children)
    {
        Pid supervisor = _supervisor.Pid;
        HashSet<string> present = new(StringComparer.Ordinal);
        foreach (ChildInfo child in children)
        {
            if (child is { Id: { } key, Status: not ChildInfo.State.Stopped })
            {
                present.Add(key);
                Adopt(key, child.Pid, supervisor);
            }
        }

        foreach ((string key, Pid child) in memory.Running())
        {
            if (!present.Contains(key) && !_monitors.ContainsKey(key))
            {
                await JudgeAsync(key, child, ExitReason.NoProcess).ConfigureAwait(true); // in the process
            }
        }
    }

    /// <summary>Does what is due and what has changed.</summary>
    private async Task WorkAsync()
    {
        long now = Context.Time.GetTimestamp();
        while (_due.TryPeek(out string? key, out long at) && at <= now)
        {
            _due.Dequeue();
            _dueAt.Remove(key);
            if (!await WorkOnAsync(key).ConfigureAwait(true)) // in the process
            {
                return;
            }
        }

        while (memory.TakeQueued() is { } key)
        {
            if (!await WorkOnAsync(key).ConfigureAwait(true)) // in the process
            {
                return;
            }
        }

        ArmAlarm();
    }

    /// <summary>False when the supervisor is not there: everything is looked at again soon.</summary>
    private async Task<bool> WorkOnAsync(string key)
    {
        Pid supervisor = _supervisor.Pid;
        bool isThere = memory.Next(key, supervisor) switch
        {
            ReconcilerStep<TArgs>.Wait wait => Remember(key, wait.Until),
            ReconcilerStep<TArgs>.Start start => await StartAsync(key, start.Args, supervisor).ConfigureAwait(true), // in the process
            ReconcilerStep<TArgs>.Stop stop => await StopAsync(key, stop.Pid).ConfigureAwait(true), // in the process
            ReconcilerStep<TArgs>.Change change => Update(key, change)
                || await StopAsync(key, change.Pid).ConfigureAwait(true), // in the process
            _ => true,
        };
        if (!isThere)
        {
            memory.LookAgain(key);
            WalkIn(Soon);
        }

        return isThere;
    }

    private bool Remember(string key, long until)
    {
        if (!_dueAt.TryGetValue(key, out long known) || known != until)
        {
            _dueAt[key] = until;
            _due.Enqueue(key, until);
        }

        return true;
    }

    private bool Update(string key, ReconcilerStep<TArgs>.Change change)
    {
        if (options.Update?.Invoke(change.Pid, change.Args) != true)
        {
            return false;
        }

        memory.Updated(key, change.Version);
        return true;
    }

    private async Task<bool> StartAsync(string key, TArgs args, Pid supervisor)
    {
        switch (await AskAsync(() => _supervisor.StartAsync(key, args)).ConfigureAwait(true)) // in the process
        {
            case null:
                return false;
            case ChildResult.Started started:
                Adopt(key, started.Pid, supervisor);
                break;
            case ChildResult.AlreadyStarted already when await IsItsChildAsync(key, already.Pid).ConfigureAwait(true): // in the process
                Adopt(key, already.Pid, supervisor);
                break;
            case ChildResult.AlreadyStarted already:
                memory.Hindered(key, ReasonOf(already), Soon);
                break;
            case ChildResult.Failed failed when IsHindered(key, failed.Reason):
                memory.Hindered(key, failed.Reason, Soon);
                break;
            case ChildResult.AlreadyPresent:
                memory.Restarting(key);
                break;
            case var result:
                memory.Ended(key, ReasonOf(result), options.Schedule, options.StableAfter);
                break;
        }

        return true;
    }

    private async Task<bool> StopAsync(string key, Pid child)
    {
        bool isDone = await AskAsync(async () =>
        {
            await _supervisor.StopAsync(key, child).ConfigureAwait(true); // in the process
            return this;
        }).ConfigureAwait(true) is not null; // in the process
        if (isDone)
        {
            Unwatch(key);
            memory.Stopped(key);
        }

        return isDone;
    }

    /// <summary>A child has ended; why it did is the question. If its supervisor ends, or has, then it was told to: no fault of its own. A
    /// supervisor that is stopping answers nothing any more, and that is an answer too.</summary>
    private async Task JudgeAsync(string key, Pid child, ExitReason reason)
    {
        Pid supervisor = memory.SupervisorOf(key);
        ChildInfo? now = null;
        bool isThere = supervisor == _supervisor.Pid && await AskAsync(async () =>
        {
            now = await _supervisor.GetAsync(key).ConfigureAwait(true); // in the process
            return this;
        }).ConfigureAwait(true) is not null; // in the process
        if (!isThere)
        {
            memory.Stopped(key);
        }
        else if (now is { Status: ChildInfo.State.Running } && now.Pid != child)
        {
            Adopt(key, now.Pid, supervisor);
        }
        else if (now is { Status: ChildInfo.State.Restarting })
        {
            memory.Restarting(key);
        }
        else
        {
            memory.Ended(key, reason, options.Schedule, options.StableAfter);
        }
    }

    private async Task<bool> IsItsChildAsync(string key, Pid pid) =>
        await AskAsync(async () => await _supervisor.GetAsync(key).ConfigureAwait(true) ?? new ChildInfo(key, Pid.None, default, default, [])) // in the process
            .ConfigureAwait(true) is { } child && child.Pid == pid; // in the process

    /// <summary>Whether a name inside of the child was not free because whoever had it is on its way out, as of the child before. When the same process has
    /// it at the next attempt as well, it is somebody else's: that is a failure.</summary>
    private bool IsHindered(string key, ExitReason reason) =>
        HolderOf(reason) is { } holder && (!holder.IsAlive || memory.LastReasonOf(key) != reason);

    /// <summary>Which process had a name that a child of the child wanted; null when it failed for another reason.</summary>
    private static Pid? HolderOf(ExitReason reason) => reason switch
    {
        ExitReason.Custom("already_started", Pid holder) => holder,
        ExitReason.ShutdownWith(FailedToStartChild inner) => HolderOf(inner.Reason),
        _ => null,
    };

    private void Adopt(string key, Pid child, Pid supervisor)
    {
        if (child != Pid.None && memory.Started(key, child, supervisor))
        {
            Unwatch(key);
            Watch(key, child);
        }
    }

    private void Watch(string key, Pid child)
    {
        MonitorRef monitor = Context.Monitor(child);
        _keys.Add(monitor, key);
        _monitors.Add(key, monitor);
    }

    private void Unwatch(string key)
    {
        if (_monitors.Remove(key, out MonitorRef? monitor))
        {
            _keys.Remove(monitor);
            Context.Demonitor(monitor);
        }
    }

    private void WalkIn(TimeSpan time)
    {
        Cancel(_walk);
        _walk = Context.SendAfter(time, Self, ReconcilerNote.Walk);
    }

    private void ArmAlarm()
    {
        Cancel(_alarm);
        _alarm = null;
        if (_due.TryPeek(out _, out long at))
        {
            // A millisecond ago would be an infinite time.
            TimeSpan left = Context.Time.GetElapsedTime(Context.Time.GetTimestamp(), at);
            _alarm = Context.SendAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero, Self, ReconcilerNote.Due);
        }
    }

    private void Cancel(TimerRef? timer)
    {
        if (timer is not null)
        {
            Context.Cancel(timer);
        }
    }

    /// <summary>Null when there is no supervisor, or not any more.</summary>
    private static async Task<T?> AskAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(true); // in the process
        }
        catch (CallFailedException)
        {
            return null;
        }
    }

    private static ExitReason ReasonOf(ChildResult result) => result switch
    {
        ChildResult.Failed failed => failed.Reason,
        ChildResult.Full => new ExitReason.Custom("max_children"),
        ChildResult.Ignored => new ExitReason.Custom("ignored"),
        _ => new ExitReason.Custom("not_started", result),
    };
}
