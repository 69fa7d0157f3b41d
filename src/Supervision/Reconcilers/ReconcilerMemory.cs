using System.Diagnostics;

namespace Supervision.Reconcilers;

/// <summary>
/// What a reconciler was told and what it has learnt, kept beside its process so that a crash of that forgets nothing.
/// <para>Who changes what, all of it under one lock that holds no user code:</para>
/// <list type="table">
/// <item><term>wanted keys, their arguments, the switches</term><description>anybody, at any time; what changed is queued, and the process, if
/// there is one, is told once until it takes from the queue</description></item>
/// <item><term>which child runs, since when, how often it ended, when it is due</term><description>the reconciler's process, in its turn; the
/// next incarnation begins when the last is gone</description></item>
/// <item><term>a key that is neither wanted nor runs</term><description>is removed, by whoever finds it so</description></item>
/// </list>
/// </summary>
[DebuggerDisplay("{_keys.Count} keys, {_paused.Count} switches")]
internal sealed class ReconcilerMemory<TArgs>(string id)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReconciledKey<TArgs>> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _paused = [];
    private readonly Queue<ReconciledKey<TArgs>> _queue = new();

    /// <summary>The process of the last incarnation; none before the first.</summary>
    private Pid _process;

    /// <summary>Whether that has a note that it has not read.</summary>
    private bool _isTold;

    /// <summary>Where it runs; null before the first start.</summary>
    private volatile ProcessRuntime? _runtime;

    private long Now => _runtime?.Time.GetTimestamp() ?? 0;

    /// <summary>A new incarnation of the process: it has to look at everything.</summary>
    internal void Begin(ProcessRuntime runtime, Pid process)
    {
        _runtime = runtime;
        Change(() =>
        {
            _process = process;
            _isTold = true;
            QueueAll();
            return true;
        });
    }

    /// <summary>Asks something about the wanted arguments of a key, or changes them. Null: the key is not wanted.</summary>
    internal (TArgs Args, int Version)? Wanted(string key) => Use(
        () => _keys.TryGetValue(key, out ReconciledKey<TArgs>? one) && one.IsWanted ? ((TArgs, int)?)(one.Wanted, one.Version) : null);

    /// <summary>Wants a key with arguments, with which it begins anew.</summary>
    internal void Want(string key, TArgs args, IReadOnlyList<string> tags) => Change(() =>
    {
        if (!_keys.TryGetValue(key, out ReconciledKey<TArgs>? one))
        {
            _keys.Add(key, one = new ReconciledKey<TArgs>(key));
        }

        one.IsWanted = true;
        one.Wanted = args;
        one.Tags = tags;
        one.Version++;
        one.Ends = 0;
        one.DueAt = long.MinValue;
        Queue(one);
        return true;
    });

    /// <summary>False when the key was not wanted.</summary>
    internal bool Drop(string key) => Change(() =>
    {
        if (!_keys.TryGetValue(key, out ReconciledKey<TArgs>? one) || !one.IsWanted)
        {
            return false;
        }

        one.IsWanted = false;
        Queue(one);
        return true;
    });

    internal IReadOnlyList<string> WantedKeys() => Use(() => _keys.Values.Where(static one => one.IsWanted).Select(static one => one.Name).ToList());

    /// <summary>False when it was so before.</summary>
    internal bool Switch(string word, bool isPaused) => Change(() =>
    {
        if (_paused.Contains(word, StringComparer.Ordinal) == isPaused)
        {
            return false;
        }

        if (isPaused)
        {
            _paused.Add(word);
        }
        else
        {
            _paused.Remove(word);
            QueueAll();
        }

        return true;
    });

    internal IReadOnlyList<string> Paused() => Use(() => _paused.ToList());

    internal IReadOnlyList<ReconciledChild> List() => Use(() =>
    {
        long now = Now;
        return _keys.Values.Select(one => Shown(one, now)).ToList();
    });

    /// <summary>The next key to look at; null when there is none, and then the process is told of the next.</summary>
    internal string? TakeQueued() => Use(() =>
    {
        if (!_queue.TryDequeue(out ReconciledKey<TArgs>? one))
        {
            _isTold = false;
            return null;
        }

        one.IsQueued = false;
        return one.Name;
    }, isChange: true);

    /// <summary>Looks at a key in the process. What is done next is noted before it is done: a crash between is then no surprise.</summary>
    internal ReconcilerStep<TArgs> Next(string key, Pid supervisor) => Use<ReconcilerStep<TArgs>>(() =>
    {
        if (!_keys.TryGetValue(key, out ReconciledKey<TArgs>? one) || PausedBy(one).Count > 0)
        {
            return new ReconcilerStep<TArgs>.Rest();
        }

        switch (one.StatusAt(Now))
        {
            case ReconciledChild.State.Stopping:
                return new ReconcilerStep<TArgs>.Stop(one.Pid);
            case ReconciledChild.State.Changing:
                return new ReconcilerStep<TArgs>.Change(one.Pid, one.Wanted, one.Version);
            case ReconciledChild.State.Waiting when one.IsWanted:
                return new ReconcilerStep<TArgs>.Wait(one.DueAt);
            case ReconciledChild.State.Starting when one.IsWanted:
                one.Applied = one.Version;
                one.Supervisor = supervisor;
                return new ReconcilerStep<TArgs>.Start(one.Wanted);
            case ReconciledChild.State.Running:
                return new ReconcilerStep<TArgs>.Rest();
            default:
                _keys.Remove(key);
                return new ReconcilerStep<TArgs>.Rest();
        }
    }, isChange: true);

    /// <summary>The keys that run, with their children.</summary>
    internal IReadOnlyList<(string Key, Pid Pid)> Running() =>
        Use(() => _keys.Values.Where(static one => one.Runs).Select(static one => (one.Name, one.Pid)).ToList());

    /// <summary>A child runs. False when that was known, or the key is nobody's business here.</summary>
    internal bool Started(string key, Pid pid, Pid supervisor) => Edit(key, one =>
    {
        if (one.Pid == pid || (one.Applied == 0 && !one.IsWanted))
        {
            return false;
        }

        // Of a child that it has not started itself it supposes that it is as it should be.
        one.Applied = one.Applied == 0 ? one.Version : one.Applied;
        one.Pid = pid;
        one.IsRestarting = false;
        one.Supervisor = supervisor;
        one.StartedAt = Now;
        Queue(one);
        return true;
    });

    /// <summary>A running child has taken the arguments.</summary>
    internal void Updated(string key, int version) => Edit(key, one =>
    {
        one.Applied = version;
        return true;
    });

    /// <summary>A child is gone, as it should be or through no fault of its own: it may start at once.</summary>
    internal void Stopped(string key) => Edit(key, one =>
    {
        one.Pid = Pid.None;
        one.IsRestarting = false;
        one.DueAt = long.MinValue;
        Queue(one);
        return true;
    });

    /// <summary>The supervisor itself restarts a child; the next walk will see it.</summary>
    internal void Restarting(string key) => Edit(key, static one =>
    {
        one.Pid = Pid.None;
        one.IsRestarting = true;
        return true;
    });

    /// <summary>To be looked at when there is a supervisor again; the process sees to that itself.</summary>
    internal void LookAgain(string key) => Edit(key, one =>
    {
        Queue(one);
        return true;
    });

    /// <summary>A child has ended by itself, or did not start: it stays away.</summary>
    internal void Ended(string key, ExitReason reason, IReadOnlyList<TimeSpan> schedule, TimeSpan stableAfter) => Edit(key, one =>
    {
        bool wasStable = one.Runs && stableAfter >= TimeSpan.Zero && _runtime!.Time.GetElapsedTime(one.StartedAt) >= stableAfter;
        one.Ends = wasStable ? 1 : one.Ends + 1;
        one.Pid = Pid.None;
        one.IsRestarting = false;
        one.LastReason = reason;

        // One that was changed meanwhile begins anew.
        one.DueAt = one.IsOutdated ? long.MinValue : After(schedule[Math.Min(one.Ends, schedule.Count) - 1]);
        Queue(one);
        return true;
    });

    /// <summary>A child did not start because a process has its name, as that of an earlier life may until it has ended: no fault of its own.</summary>
    internal void Hindered(string key, ExitReason reason, TimeSpan pause) => Edit(key, one =>
    {
        one.LastReason = reason;
        one.DueAt = After(pause);
        Queue(one);
        return true;
    });

    /// <summary>In which supervisor a child was started.</summary>
    internal Pid SupervisorOf(string key) => Use(() => _keys.GetValueOrDefault(key)?.Supervisor ?? Pid.None);

    /// <summary>Why it ended, or did not start, last; null for neither.</summary>
    internal ExitReason? LastReasonOf(string key) => Use(() => _keys.GetValueOrDefault(key)?.LastReason);

    private long After(TimeSpan time)
    {
        double ticks = time.TotalSeconds * _runtime!.Time.TimestampFrequency;
        return Now + (long)Math.Min(ticks, long.MaxValue / 4d);
    }

    private bool Edit(string key, Func<ReconciledKey<TArgs>, bool> edit) =>
        Use(() => _keys.TryGetValue(key, out ReconciledKey<TArgs>? one) && edit(one), isChange: true);

    private void Queue(ReconciledKey<TArgs> one)
    {
        if (!one.IsQueued)
        {
            one.IsQueued = true;
            _queue.Enqueue(one);
        }
    }

    private void QueueAll()
    {
        foreach (ReconciledKey<TArgs> one in _keys.Values)
        {
            Queue(one);
        }
    }

    private List<string> PausedBy(ReconciledKey<TArgs> one) =>
        _paused.Count == 0 ? [] : _paused.FindAll(word => word == id || word == one.Name || one.Tags.Contains(word, StringComparer.Ordinal));

    private ReconciledChild Shown(ReconciledKey<TArgs> one, long now)
    {
        ReconciledChild.State state = one.StatusAt(now);
        TimeSpan? startsIn = state == ReconciledChild.State.Waiting && one.IsWanted ? _runtime!.Time.GetElapsedTime(now, one.DueAt) : null;
        return new ReconciledChild(one.Name, state, one.Pid, one.Ends, startsIn, one.LastReason, PausedBy(one));
    }

    /// <summary>The process is told after the lock, and once: what it finds then is all there is.</summary>
    private bool Change(Func<bool> change)
    {
        Pid told = Pid.None;
        bool isChanged = Use(() =>
        {
            bool done = change();
            if (done && _queue.Count > 0 && !_isTold)
            {
                _isTold = true;
                told = _process;
            }

            return done;
        }, isChange: true);
        if (told != Pid.None)
        {
            told.Send(ReconcilerNote.Look);
        }

        return isChanged;
    }

    private T Use<T>(Func<T> use, bool isChange = false)
    {
        _runtime?.Scheduler.SharedUses?.Invoke("reconcilers", isChange);
        lock (_lock)
        {
            return use();
        }
    }
}
