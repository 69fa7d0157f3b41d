using System.Diagnostics.CodeAnalysis;

namespace Supervision.Scheduling;

/// <summary>
/// Timers of the system clock on a thread of their own: in a thread pool that is jammed by blocked code, timeouts are what is
/// needed most, so they must not depend on it. The thread starts with the first timer and sleeps until the queue must be looked at again.
/// <para>
/// Calls start a timer and cancel it, over and over; to wake the thread for each would cost more than the rest of the call. So it is
/// woken only for a timer that is due before it wakes by itself. It says when that is and then looks once more; a starter enters its timer
/// and then looks at what the thread says: one of the two sees the other.
/// </para>
/// </summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A late Start may still set the event; it has a safe handle and goes with this object.")]
internal sealed class ThreadTimerQueue : TimerQueue
{
    private readonly AutoResetEvent _changed = new(false);
    private int _started;
    private volatile bool _disposed;

    /// <summary>When the thread wakes by itself, as a timestamp; the smallest value while it is awake and will look before it sleeps. Written
    /// by the thread.</summary>
    private long _wakesAt = long.MinValue;

    internal ThreadTimerQueue()
        : base(TimeProvider.System)
    {
    }

    public override void Dispose()
    {
        _disposed = true;
        _changed.Set();
    }

    private protected override void NextLookChanged(long look)
    {
        if (Volatile.Read(ref _started) == 0 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            new Thread(Run) { IsBackground = true, Name = "Supervision timers" }.UnsafeStart();
        }

        // Read after the timer was entered under the queue's lock.
        if (look < Volatile.Read(ref _wakesAt))
        {
            _changed.Set();
        }
    }

    private void Run()
    {
        while (!_disposed)
        {
            while (FireOne())
            {
            }

            // A full fence: what is said must be seen before the queue is looked at once more.
            long look = NextLook;
            Interlocked.Exchange(ref _wakesAt, look);
            if (NextLook >= look && !_disposed)
            {
                _changed.WaitOne(WholeMilliseconds(look));
            }

            // Awake: nobody needs to set the event until the thread has said otherwise.
            Volatile.Write(ref _wakesAt, long.MinValue);
        }

        Clear();
    }

    /// <summary>Rounded up, so that the thread does not wake just before the time and spin; -1 for "until something changes".</summary>
    private int WholeMilliseconds(long at)
    {
        if (at == long.MaxValue)
        {
            return Timeout.Infinite;
        }

        double until = Time.GetElapsedTime(Time.GetTimestamp(), at).TotalMilliseconds;
        return (int)Math.Clamp(Math.Ceiling(until), 0, int.MaxValue);
    }
}
