namespace Supervision.Testing.Kit;

/// <summary>
/// What a runtime has told a test so far: reports and ends of processes. Whoever waits for something in here is woken by the next thing
/// that is told, and looks again; nothing is polled. Any thread.
/// </summary>
internal sealed class Observations(TaskCreationOptions completion)
{
    private readonly Lock _lock = new();

    /// <summary>Crash reports and whether the test has asked for them. Under the lock.</summary>
    private readonly List<(Report.ProcessCrashed Report, bool IsExpected)> _crashes = [];

    /// <summary>Processes whose crash was asked for before it was reported. Under the lock.</summary>
    private readonly HashSet<Pid> _expected = [];

    private readonly Dictionary<Pid, ExitReason> _ends = [];
    private readonly ChildLives _lives = new();

    /// <summary>Completed by what is told next; null when nobody waits. Under the lock.</summary>
    private TaskCompletionSource? _next;

    /// <summary>The crashes that nobody has asked for, in order.</summary>
    internal List<Report.ProcessCrashed> UnexpectedCrashes
    {
        get
        {
            lock (_lock)
            {
                return _crashes.FindAll(static crash => !crash.IsExpected).ConvertAll(static crash => crash.Report);
            }
        }
    }

    /// <summary>How many crashes were reported.</summary>
    internal int CrashCount
    {
        get
        {
            lock (_lock)
            {
                return _crashes.Count;
            }
        }
    }

    internal void Add(Report report)
    {
        lock (_lock)
        {
            switch (report)
            {
                case Report.ProcessCrashed crash:
                    _crashes.Add((crash, _expected.Contains(crash.Pid)));
                    break;
                case Report.ChildStarted start:
                    _lives.Add(start);
                    break;
                case Report.SupervisorTrouble trouble:
                    _lives.Add(trouble);
                    break;
            }
        }

        Tell();
    }

    internal void AddEnd(Pid process, ExitReason reason)
    {
        lock (_lock)
        {
            _ends[process] = reason;
        }

        Tell();
    }

    /// <summary>Something has happened.</summary>
    internal void Tell()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            next = _next;
            _next = null;
        }

        next?.TrySetResult();
    }

    /// <summary>Waits until something is found.</summary>
    /// <param name="test">Who waits.</param>
    /// <param name="find">Looks; null for not yet.</param>
    /// <param name="within">How long at most; infinite for ever.</param>
    /// <returns>What was found; null when it was not there in time.</returns>
    internal async Task<T?> FirstAsync<T>(ProcessContext test, Func<T?> find, TimeSpan within)
        where T : class
    {
        TimeProvider time = test.Time;
        long begin = time.GetTimestamp();
        while (true)
        {
            // Before looking, so that nothing is told in between unseen.
            Task next = NextAsync();
            if (find() is { } found)
            {
                return found;
            }

            TimeSpan left = within == Timeout.InfiniteTimeSpan ? within : within - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
            {
                return null;
            }

            try
            {
                await next.WaitAsync(left, time, test.CancellationToken).ConfigureAwait(true); // in the test's process
            }
            catch (TimeoutException)
            {
                return find();
            }
        }
    }

    /// <summary>Completes when the next thing is told.</summary>
    internal Task NextAsync()
    {
        lock (_lock)
        {
            return (_next ??= new TaskCompletionSource(completion)).Task;
        }
    }

    /// <summary>What a process has ended with; null while it lives.</summary>
    internal ExitReason? EndOf(Pid process)
    {
        lock (_lock)
        {
            return _ends.GetValueOrDefault(process);
        }
    }

    /// <summary>The crash of this process is no surprise, also when it is still to come.</summary>
    internal void Expect(Pid process)
    {
        lock (_lock)
        {
            _expected.Add(process);
            MarkExpected(crash => crash.Pid == process);
        }
    }

    /// <summary>Takes the oldest crash that was not asked for and is wanted; null when there is none.</summary>
    internal Report.ProcessCrashed? TakeCrash(Func<Report.ProcessCrashed, bool>? match)
    {
        lock (_lock)
        {
            int found = _crashes.FindIndex(crash => !crash.IsExpected && match?.Invoke(crash.Report) != false);
            if (found < 0)
            {
                return null;
            }

            Report.ProcessCrashed report = _crashes[found].Report;
            _crashes[found] = (report, true);
            return report;
        }
    }

    /// <summary>The crashes from the given one on that carry this exception are no surprise: they were thrown to the test.</summary>
    internal void ExpectSince(int count, Exception error)
    {
        lock (_lock)
        {
            for (int i = count; i < _crashes.Count; i++)
            {
                if ((_crashes[i].Report.Reason as ExitReason.Crashed)?.Error == error)
                {
                    _crashes[i] = (_crashes[i].Report, true);
                }
            }
        }
    }

    /// <summary>Asks what supervisors have told of their children.</summary>
    internal T Lives<T>(Func<ChildLives, T> ask)
    {
        lock (_lock)
        {
            return ask(_lives);
        }
    }

    /// <summary>Path and incarnation of a child, also when it has ended; null when no supervisor has told.</summary>
    internal string? NameOf(Pid process) => Lives(lives => lives.NameOf(process));

    private void MarkExpected(Predicate<Report.ProcessCrashed> which)
    {
        for (int i = 0; i < _crashes.Count; i++)
        {
            if (which(_crashes[i].Report))
            {
                _crashes[i] = (_crashes[i].Report, true);
            }
        }
    }
}
