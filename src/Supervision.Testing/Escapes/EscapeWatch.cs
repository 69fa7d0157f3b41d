using System.Collections.Concurrent;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Scheduling;

namespace Supervision.Testing.Escapes;

/// <summary>
/// Keeps watch over one simulation: what leaves its thread, what blocks it, what comes back from elsewhere. Nothing of the engine runs on a
/// foreign thread and nothing is thrown there: what comes from one is kept until the simulation's own thread takes it.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A thread that comes late may still release the semaphore, which holds nothing of the system.")]
internal sealed class EscapeWatch(SimulationOptions options) : EscapeGuard
{
    private readonly ConcurrentQueue<Action> _arrivals = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly List<Wait> _waits = [];
    private readonly Lock _lock = new();

    /// <summary>The first escape that is to fail the run; null for none, and once thrown.</summary>
    private SimulationException? _failure;

    /// <summary>The thread that drives the simulation; 0 while nobody does.</summary>
    private volatile int _driver;

    private volatile bool _isClosed;
    private int _externals;
    private int _pruneWaitsAt = 64;

    /// <summary>The options with which whole tests run.</summary>
    internal static T Strict<T>(T options)
        where T : SimulationOptions => options.Escapes is null ? options with { Escapes = EscapePolicy.Fail } : options;

    /// <summary>The number of the step being made.</summary>
    internal long Step { get; private set; }

    /// <summary>True when escapes are looked for.</summary>
    internal bool IsStrict => options.Escapes is EscapePolicy.Fail or EscapePolicy.Warn && !_isClosed;

    /// <summary>True when foreign threads are kept away from the engine; not so for a simulation whose options say nothing of escapes.</summary>
    internal bool KeepsForeignAway => options.Escapes is not null;

    /// <summary>True when real work was waited for: the run may go another way the next time.</summary>
    internal bool HasWaitedForReal { get; private set; }

    /// <summary>True when code has not come back: the thread that simulates is lost, and nobody else may go on in its place.</summary>
    internal bool IsStuck { get; set; }

    /// <summary>Who has started whom; null for a run of which nobody keeps that.</summary>
    internal Origins? Origins { get; set; }

    /// <summary>The names of real work that has not come back.</summary>
    internal List<string> Externals { get; } = [];

    /// <summary>From here on nothing is an error: the run is over and everything is being ended.</summary>
    internal void Close() => _isClosed = true;

    /// <summary>The current thread drives the simulation.</summary>
    internal int BeginDrive()
    {
        int outer = _driver;
        _driver = Environment.CurrentManagedThreadId;
        return outer;
    }

    internal void EndDrive(int outer) => _driver = outer;

    internal StepMark? Begin(ProcessTarget? process, long step)
    {
        Step = step;
        return IsStrict ? StepMark.Begin(this, process) : null;
    }

    internal void End(StepMark? mark)
    {
        mark?.End();
        if (IsStuck)
        {
            throw SimulationErrors.Late();
        }

        Check();
    }

    /// <summary>Throws what was found, once.</summary>
    internal void Check()
    {
        if (Volatile.Read(ref _failure) is not null && !_isClosed && Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>True when the current thread must not touch the engine.</summary>
    internal bool IsForeign
    {
        get
        {
            int driver = _driver;
            return KeepsForeignAway && driver != Environment.CurrentManagedThreadId && (driver != 0 || _isClosed);
        }
    }

    /// <summary>What a foreign thread brings is kept; that it does is an escape. Any thread; never throws.</summary>
    internal void KeepForeign(ProcessTarget? to, Envelope? envelope, Action arrive)
    {
        if (IsStrict && to is not null)
        {
            Tell(SimulationErrors.CameBack(to, envelope));
        }

        Arrive(arrive);
    }

    /// <summary>Lets what has come from elsewhere in. Driver only.</summary>
    internal void TakeArrivals()
    {
        while (_arrivals.TryDequeue(out Action? arrival))
        {
            arrival();
        }
    }

    /// <summary>Waits, when nothing else can happen, for real work that was let out by its door. False: there is none.</summary>
    internal bool AwaitExternal()
    {
        if (_externals == 0 && _arrivals.IsEmpty)
        {
            return false;
        }

        if (_arrivals.IsEmpty && !AwaitArrival())
        {
            throw SimulationErrors.ExternalTooLong(Externals, options.ExternalLimit);
        }

        return true;
    }

    /// <summary>Waits for code that has left without a door, where that is allowed. False: it does not come.</summary>
    internal bool AwaitEscaped() =>
        options.Escapes is EscapePolicy.Allow or EscapePolicy.Warn && !_isClosed && (!_arrivals.IsEmpty || AwaitArrival());

    internal void BeginExternal(string name)
    {
        _externals++;
        HasWaitedForReal = true;
        Externals.Add(name);
    }

    /// <summary>Real work is over; <paramref name="complete"/> runs in the simulation. Any thread.</summary>
    internal void EndExternal(string name, Action complete) => Arrive(() =>
    {
        _externals--;
        Externals.Remove(name);
        complete();
    });

    internal void WorkLeft(bool isTimer)
    {
        CodePlace place = CodePlace.OfCaller();
        if (!place.IsLogging)
        {
            Tell(SimulationErrors.Left(StepMark.OfThread!.Process, place, isTimer, Step));
        }
    }

    internal override void UsedOutsideTurn(ProcessTarget process, string operation)
    {
        int driver = _driver;
        if (IsStrict && driver != 0 && driver != Environment.CurrentManagedThreadId)
        {
            Tell(SimulationErrors.UsedElsewhere(process, operation, CodePlace.OfCaller(), Step));
        }
    }

    internal override int Block(ProcessTarget process, int milliseconds, Func<int, int> wait)
    {
        if (milliseconds == 0 || StepMark.OfThread?.Watch != this)
        {
            return wait(milliseconds);
        }

        CodePlace place = CodePlace.OfCaller();
        if (place.IsLock && AwaitLock(milliseconds, wait, out int result))
        {
            return result;
        }

        SimulationException error = SimulationErrors.Blocks(process, place, Step);
        Tell(error);
        return options.Escapes == EscapePolicy.Fail ? throw error : wait(milliseconds);
    }

    internal override void Started(ProcessTarget process, ProcessTarget? by) => Origins?.Started(process, by);

    /// <summary>A process is called. Its turn that calls is on the stack.</summary>
    internal void Called(ProcessTarget server, CallNode call)
    {
        if (Origins is { } origins && server is ProcessCell cell && (cell.WaitingFor is not null || cell.Behavior?.Awaited.Count > 0 || IsWaiting(cell)))
        {
            origins.Called(call);
        }
    }

    internal override void Waits(ProcessTarget? waiter, ProcessTarget target, WaitKind kind, Task until)
    {
        if (waiter is null || until.IsCompleted || !IsStrict)
        {
            return;
        }

        lock (_lock)
        {
            if (_waits.Count >= _pruneWaitsAt)
            {
                _waits.RemoveAll(static wait => wait.Until.IsCompleted);
                _pruneWaitsAt = Math.Max(64, 2 * _waits.Count);
            }

            _waits.Add(new Wait(waiter, target, kind, until, Step, Origins is null ? null : CodePlace.OfCaller().Text));
        }
    }

    /// <summary>Starts and ends that processes wait for now, oldest first.</summary>
    internal List<Wait> OpenWaits()
    {
        lock (_lock)
        {
            _waits.RemoveAll(static wait => wait.Until.IsCompleted);
            return [.. _waits];
        }
    }

    private bool IsWaiting(ProcessTarget process)
    {
        lock (_lock)
        {
            return _waits.Exists(wait => ReferenceEquals(wait.Waiter, process) && !wait.Until.IsCompleted);
        }
    }

    /// <summary>Fails the run, or tells about it, as the options say. The first counts. Any thread; never throws.</summary>
    internal void Tell(SimulationException error)
    {
        if (options.Escapes == EscapePolicy.Fail)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
            _arrived.Release();
        }
        else
        {
            Arrive(() => options.Output?.Invoke(error.Message));
        }
    }

    /// <summary>A lock is left soon by whoever holds it, unless that is the mistake. True: it was, or the caller's own limit is over.</summary>
    private bool AwaitLock(int milliseconds, Func<int, int> wait, out int result)
    {
        // Half of the time after which the whole run is given up: whoever blocks is named by its line.
        int limit = options.StuckAfter == Timeout.InfiniteTimeSpan ? -1 : (int)(options.StuckAfter.TotalMilliseconds / 2);
        bool isOwn = limit < 0 || (milliseconds >= 0 && milliseconds <= limit);
        result = wait(isOwn ? milliseconds : limit);
        return isOwn || result != WaitHandle.WaitTimeout;
    }

    private void Arrive(Action arrival)
    {
        _arrivals.Enqueue(arrival);
        _arrived.Release();
    }

    private bool AwaitArrival()
    {
        long since = TimeProviderOfMachine.GetTimestamp();
        while (_arrivals.IsEmpty && Volatile.Read(ref _failure) is null)
        {
            bool isLimited = options.ExternalLimit != Timeout.InfiniteTimeSpan;
            TimeSpan left = isLimited ? options.ExternalLimit - TimeProviderOfMachine.GetElapsedTime(since) : Timeout.InfiniteTimeSpan;
            if ((isLimited && left <= TimeSpan.Zero) || !_arrived.Wait(left))
            {
                return !_arrivals.IsEmpty;
            }
        }

        return true;
    }

#pragma warning disable RS0030 // Real work is waited for in real time.
    private static TimeProvider TimeProviderOfMachine => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>One process waits for another.</summary>
    internal readonly record struct Wait(ProcessTarget Waiter, ProcessTarget Target, WaitKind Kind, Task Until, long Since, string? Place);
}
