using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Supervision.Testing.Escapes;

/// <summary>
/// Runs a simulation on a thread of its own while the caller's thread watches that it goes on: code that sleeps or never returns fails the test
/// instead of stopping the test host. Off under a debugger, where a person holds the code.
/// </summary>
internal static class WatchedThread
{
    private const int LooksPerLimit = 4;

#pragma warning disable RS0030 // A run inside a run is watched already.
    [ThreadStatic]
    private static bool _isInside;
#pragma warning restore RS0030

    internal static T Run<T>(SimulationOptions options, Func<T> run)
    {
        if (_isInside || options.Escapes is not EscapePolicy.Fail and not EscapePolicy.Warn)
        {
            return run();
        }

        RuntimeEvents.Acquire();
        try
        {
            return options.StuckAfter == Timeout.InfiniteTimeSpan || Debugger.IsAttached ? RunHere(run) : RunWatched(options.StuckAfter, run);
        }
        finally
        {
            RuntimeEvents.Release();
        }
    }

    private static T RunHere<T>(Func<T> run)
    {
        _isInside = true;
        try
        {
            return run();
        }
        finally
        {
            _isInside = false;
        }
    }

    private static T RunWatched<T>(TimeSpan limit, Func<T> run)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        StepMark? mark = null;
        ManualResetEventSlim done = new(); // not disposed: a thread that was given up may still set it
#pragma warning disable RS0030 // A thread that may be lost must not be the pool's.
        Thread thread = new(() =>
        {
            _isInside = true;
            Volatile.Write(ref mark, StepMark.ForThread());
            try
            {
                result = run();
            }
            // Thrown again where the caller waits.
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }

            done.Set();
        })
        {
            IsBackground = true,
            Name = "Supervision simulation",
        };
        thread.Start();
#pragma warning restore RS0030
        Await(done, limit, () => Volatile.Read(ref mark));
        failure?.Throw();
        return result;
    }

    private static void Await(ManualResetEventSlim done, TimeSpan limit, Func<StepMark?> mark)
    {
        long seen = -1;
        int same = 0;
        while (!done.Wait(limit / LooksPerLimit))
        {
            long count = mark()?.Count ?? 0;
            same = count == seen && mark()?.Watch is not null ? same + 1 : 0;
            seen = count;
            if (same >= LooksPerLimit && mark() is { Watch: { } watch } stuck)
            {
                watch.IsStuck = true;
                throw SimulationErrors.Stuck(stuck.Process, limit, watch.Step);
            }
        }
    }
}
