using Supervision.Testing.Time;

namespace Supervision.Testing;

/// <summary>A clock that stands still until it is moved. Its timers fire one at a time, those due at the same instant in the order in which
/// they were made.</summary>
/// <remarks>
/// <para>It begins at midnight, 1 January 2000 UTC. A timer never fires inside the call that makes or changes it, even when it is due at
/// once: firing is a step of its own.</para>
/// <para><b>From:</b> timers may be made on any thread; only the simulation moves the time.</para>
/// </remarks>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _pending = new(VirtualTimer.ByDue);
    private long _now;
    private long _sequence;

    internal VirtualTime()
    {
    }

    /// <summary>How much time has passed since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due, as time since the beginning; null when none is pending.</summary>
    internal TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
            {
                return _pending.Min is { } next ? TimeSpan.FromTicks(Math.Max(next.Due, _now)) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next due time and fires one timer. False when none is pending.</summary>
    internal bool FireNext()
    {
        VirtualTimer timer;
        lock (_lock)
        {
            if (_pending.Min is not { } next)
            {
                return false;
            }

            timer = next;
            _pending.Remove(next);
            _now = Math.Max(_now, next.Due);
            if (next.Period > TimeSpan.Zero)
            {
                // From due to due, so that a period does not drift.
                Enter(next, next.Due + next.Period.Ticks);
            }
            else
            {
                next.IsPending = false;
            }
        }

        timer.Fire();
        return true;
    }

    /// <summary>Moves the time without firing anything; nothing may be due before.</summary>
    internal void MoveTo(TimeSpan elapsed)
    {
        lock (_lock)
        {
            _now = Math.Max(_now, elapsed.Ticks);
        }
    }

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            Leave(timer);
            timer.Period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                Enter(timer, _now + dueTime.Ticks);
            }
        }
    }

    internal void Cancel(VirtualTimer timer)
    {
        lock (_lock)
        {
            Leave(timer);
        }
    }

    private void Enter(VirtualTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = ++_sequence;
        timer.IsPending = true;
        _pending.Add(timer);
    }

    private void Leave(VirtualTimer timer)
    {
        if (timer.IsPending)
        {
            _pending.Remove(timer);
            timer.IsPending = false;
        }
    }
}
