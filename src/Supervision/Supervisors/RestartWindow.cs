using System.Diagnostics;

namespace Supervision.Supervisors;

/// <summary>
/// Counts restarts in a sliding window of monotonic time. A restart that is exactly as old as the period still counts. OTP compares
/// whole seconds; here nothing is rounded.
/// </summary>
[DebuggerDisplay("{_count} of {_maxRestarts}")]
internal sealed class RestartWindow
{
    private readonly int _maxRestarts;
    private readonly long _maxAge;
    private long[] _ring = [];
    private int _oldest;
    private int _count;

    /// <summary>Creates an empty window.</summary>
    /// <param name="maxRestarts">How many restarts it allows; 0 or more.</param>
    /// <param name="period">How long one counts; more than 0.</param>
    /// <param name="frequency">Timestamps per second.</param>
    internal RestartWindow(int maxRestarts, TimeSpan period, long frequency)
    {
        Debug.Assert(maxRestarts >= 0 && period > TimeSpan.Zero && frequency > 0, "Flags are checked before a window is made.");
        _maxRestarts = maxRestarts;
        Int128 maxAge = (Int128)period.Ticks * frequency / TimeSpan.TicksPerSecond;
        _maxAge = maxAge > long.MaxValue ? long.MaxValue : (long)maxAge;
    }

    /// <summary>How many restarts counted at the last call of <see cref="TryAdd"/>, that one included if it was allowed.</summary>
    internal int Count => _count;

    /// <summary>Counts a restart at <paramref name="now"/>. False, and nothing is counted, when it would be one too many.</summary>
    internal bool TryAdd(long now)
    {
        while (_count > 0 && now - _ring[_oldest] > _maxAge)
        {
            _oldest = (_oldest + 1) % _ring.Length;
            _count--;
        }

        if (_count >= _maxRestarts)
        {
            return false;
        }

        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_oldest + _count) % _ring.Length] = now;
        _count++;
        return true;
    }

    /// <summary>How long ago the counted restarts were, oldest first; at most as many as <see cref="Count"/> says.</summary>
    internal List<TimeSpan> Ages(long now, long frequency)
    {
        List<TimeSpan> ages = new(_count);
        for (int i = 0; i < _count; i++)
        {
            long age = now - _ring[(_oldest + i) % _ring.Length];
            if (age <= _maxAge)
            {
                ages.Add(new TimeSpan((long)((Int128)age * TimeSpan.TicksPerSecond / frequency)));
            }
        }

        return ages;
    }

    /// <summary>Makes room in proportion to what was needed so far: a limit of millions costs nothing until it is used.</summary>
    private void Grow()
    {
        long wanted = Math.Max(4L, _ring.Length * 2L);
        long[] larger = new long[Math.Min(wanted, _maxRestarts)];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_oldest + i) % _ring.Length];
        }

        _ring = larger;
        _oldest = 0;
    }
}
