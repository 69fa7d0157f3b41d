using System.Diagnostics.CodeAnalysis;

namespace Supervision.Scheduling;

/// <summary>
/// Timers of the system clock on a thread of their own: in a thread pool that is jammed by blocked code, timeouts are what is
/// needed most, so they must not depend on it. The thread starts with the first timer and sleeps until the next is due.
/// </summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A late Start may still set the event; it has a safe handle and goes with this object.")]
internal sealed class ThreadTimerQueue : TimerQueue
{
    private readonly AutoResetEvent _changed = new(false);
    private int _started;
    private volatile bool _disposed;

    internal ThreadTimerQueue()
        : base(TimeProvider.System)
    {
    }

    public override void Dispose()
    {
        _disposed = true;
        _changed.Set();
    }

    private protected override void NextDueChanged()
    {
        if (Volatile.Read(ref _started) == 0 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Run) { IsBackground = true, Name = "Supervision timers" }.UnsafeStart();
        }

        _changed.Set();
    }

    private void Run()
    {
        while (!_disposed)
        {
            while (FireOne())
            {
            }

            _changed.WaitOne(WholeMilliseconds(UntilNext()));
        }
    }

    /// <summary>Rounded up, so that the thread does not wake just before the time and spin; -1 for "until something changes".</summary>
    private static int WholeMilliseconds(TimeSpan? span) =>
        span is not { } until ? Timeout.Infinite : (int)Math.Min(Math.Ceiling(until.TotalMilliseconds), int.MaxValue);
}
