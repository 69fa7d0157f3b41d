namespace Supervision.Dashboard.Looking;

/// <summary>
/// Keeps the last of what happened, whether anybody looks or not. Reports are kept as they are; the texts are made only for those who look.
/// <code>
/// who writes                      what
/// the processes that report       a happening, an undelivered message
/// somebody who acts               a happening
/// </code>
/// One lock, held for the time of a few assignments. The runtime knows the chronicle weakly: when the web application that shows it is gone, so is this.
/// </summary>
internal sealed class Chronicle : IDisposable
{
    private const int Kept = 1000;
    private const int CrashesKept = 200;
    private const int UndeliveredKept = 100;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Ring<Happening> _happenings = new(Kept);

    /// <summary>Crashes have a ring of their own: many restarts must not push out why the first was.</summary>
    private readonly Ring<Happening> _crashes = new(CrashesKept);
    private readonly Ring<Undelivered> _undelivered = new(UndeliveredKept);
    private readonly IDisposable _listening;
    private long _number;

    /// <summary>Completes with the next happening; null when nobody waits for it. Under the lock.</summary>
    private TaskCompletionSource? _next;

    internal Chronicle(ProcessRuntime runtime)
    {
        _time = runtime.Time;
        _listening = Begin(runtime, new WeakReference<Chronicle>(this));
    }

    /// <summary>The number of the last happening.</summary>
    internal long Last
    {
        get
        {
            lock (_lock)
            {
                return _number;
            }
        }
    }

    public void Dispose() => _listening.Dispose();

    /// <summary>Completes when there is something after a number.</summary>
    internal Task AfterAsync(long number)
    {
        lock (_lock)
        {
            return _number > number ? Task.CompletedTask : (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The last happenings after a number, oldest first. A crash is known by its process; where that was its supervisor says.</summary>
    internal IReadOnlyList<Happening> After(long number, int count)
    {
        lock (_lock)
        {
            Happening[] last = [.. _happenings.Items.Where(item => item.Number > number).TakeLast(count)];
            Dictionary<Pid, string> places = [];
            foreach (Happening item in last.Where(static item => item.Path.Length > 0 && item.Process != Pid.None))
            {
                places.TryAdd(item.Process, item.Path);
            }

            return [.. last.Select(item => item.Path.Length > 0 ? item : item with { Path = places.GetValueOrDefault(item.Process, "") })];
        }
    }

    /// <summary>What happened to one place of the tree, newest first.</summary>
    internal IReadOnlyList<Happening> Of(string path, Pid process, int count)
    {
        lock (_lock)
        {
            HashSet<Pid> processes = ProcessesOf(path, process);
            return [.. _happenings.Items.Where(item => item.Path == path || processes.Contains(item.Process)).TakeLast(count).Reverse()];
        }
    }

    /// <summary>The last crash at a place of the tree; null for none that is still known.</summary>
    internal Happening? LastCrash(string path, Pid process)
    {
        lock (_lock)
        {
            HashSet<Pid> processes = ProcessesOf(path, process);
            return _crashes.Items.LastOrDefault(crash => processes.Contains(crash.Process));
        }
    }

    /// <summary>The last messages that reached nobody, newest first.</summary>
    internal IReadOnlyList<Undelivered> LastUndelivered(int count)
    {
        lock (_lock)
        {
            return [.. _undelivered.Items.TakeLast(count).Reverse()];
        }
    }

    /// <summary>Somebody did something.</summary>
    internal void Act(string path, Pid process, string said) => Add("action", path, process, null, said);

    internal void Hear(Report report)
    {
        switch (report)
        {
            case Report.ProcessCrashed crash:
                Add("crash", "", crash.Pid, crash);
                break;
            case Report.SupervisorTrouble trouble:
                Add(trouble.Context == "shutdown" ? "gave-up" : "trouble", $"{trouble.Path}/{trouble.ChildId}", trouble.Child, trouble);
                break;
            case Report.ChildStarted { Incarnation: > 1 } started:
                Add("restart", $"{started.Path}/{started.ChildId}", started.Child, started);
                break;
            case Report.LongTurn slow:
                Add("slow", "", slow.Pid, slow);
                break;
            case Report.StragglerAbandoned straggler:
                Add("slow", "", straggler.Pid, straggler);
                break;
            case Report.StragglerEnded or Report.CallCycle or Report.ChaosStruck or Report.CircuitChanged:
                Add("other", (report as Report.ChaosStruck)?.Path ?? "", Pid.None, report);
                break;
        }
    }

    internal void Hear(DeadLetter letter)
    {
        Undelivered item = new(_time.GetUtcNow(), letter.Name ?? letter.Target.ToString(), ShownText.TypeOf(letter.Message), letter.Cause);
        lock (_lock)
        {
            _undelivered.Add(item);
        }
    }

    private static IDisposable Begin(ProcessRuntime runtime, WeakReference<Chronicle> chronicle)
    {
        IDisposable? listening = null;
        listening = runtime.Listen(
            report => Tell(report, static (who, what) => who.Hear(what)),
            letter => Tell(letter, static (who, what) => who.Hear(what)));
        return listening;

        void Tell<T>(T what, Action<Chronicle, T> tell)
        {
            if (chronicle.TryGetTarget(out Chronicle? who))
            {
                tell(who, what);
            }
            else
            {
                listening?.Dispose();
            }
        }
    }

    /// <summary>Who has been at a place, as far as it is remembered. Under the lock.</summary>
    private HashSet<Pid> ProcessesOf(string path, Pid process)
    {
        HashSet<Pid> processes = [.. _happenings.Items.Where(item => item.Path == path).Select(static item => item.Process), process];
        processes.Remove(Pid.None);
        return processes;
    }

    private void Add(string kind, string path, Pid process, Report? report, string said = "")
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_lock)
        {
            Happening happening = new(++_number, now, kind, path, process, report, said);
            _happenings.Add(happening);
            if (kind == "crash")
            {
                _crashes.Add(happening);
            }

            _next?.SetResult();
            _next = null;
        }
    }
}
