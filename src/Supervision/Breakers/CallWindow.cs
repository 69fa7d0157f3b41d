namespace Supervision.Breakers;

/// <summary>The calls that have ended within the last time, in slices of it. Under the breaker's lock.</summary>
/// <param name="sliceLength">How long a slice is, in timestamps.</param>
internal sealed class CallWindow(long sliceLength)
{
    internal const int Slices = 10;

    private readonly Slice[] _slices = new Slice[Slices];
    private long _sliceEnd;
    private int _current;

    /// <summary>All slices together.</summary>
    internal Slice Total;

    /// <summary>Forgets everything and begins anew.</summary>
    internal void Clear(long now)
    {
        Array.Clear(_slices);
        Total = default;
        _sliceEnd = now + sliceLength;
    }

    /// <summary>Takes the oldest slices away when their time has come.</summary>
    /// <param name="now">The time.</param>
    /// <param name="last">The slice that has just ended, when one has.</param>
    /// <returns>How many slices have ended since.</returns>
    internal long Advance(long now, out Slice last)
    {
        last = default;
        if (now < _sliceEnd)
        {
            return 0;
        }

        last = _slices[_current];
        long ended = 1 + ((now - _sliceEnd) / sliceLength);
        _sliceEnd += ended * sliceLength;
        for (long turn = Math.Min(ended, Slices); turn > 0; turn--)
        {
            _current = (_current + 1) % Slices;
            Total.Subtract(_slices[_current]);
            _slices[_current] = default;
        }

        return ended;
    }

    internal void Add(bool isFailed, bool isSlow)
    {
        _slices[_current].Add(isFailed, isSlow);
        Total.Add(isFailed, isSlow);
    }

    /// <summary>Some calls, counted.</summary>
    internal struct Slice
    {
        internal long Calls;
        internal long Failed;
        internal long Slow;

        internal void Add(bool isFailed, bool isSlow)
        {
            Calls++;
            Failed += isFailed ? 1 : 0;
            Slow += isSlow ? 1 : 0;
        }

        internal void Subtract(in Slice other)
        {
            Calls -= other.Calls;
            Failed -= other.Failed;
            Slow -= other.Slow;
        }
    }
}
