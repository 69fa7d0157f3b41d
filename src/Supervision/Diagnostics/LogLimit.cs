namespace Supervision.Diagnostics;

/// <summary>
/// Lets so many lines of one kind about one origin through in a window of time, and counts the rest. Any thread.
/// <code>
/// a line comes                         it is         the origin's window
/// the first, or the window is over     let through   begins anew; what it had left out is told
/// fewer than the limit in the window   let through   -
/// otherwise                            counted       its count is told at the end of it
/// </code>
/// </summary>
internal sealed class LogLimit(int limit)
{
    /// <summary>How long a window is.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Origins beyond so many share one window for each kind: their names are the application's, and may be without end.</summary>
    private const int MaxOrigins = 1000;

    private readonly Lock _lock = new();

    /// <summary>Under the lock.</summary>
    private readonly Dictionary<(int Event, string Origin), Lines> _lines = [];

    /// <summary>True while a count waits to be told. Under the lock.</summary>
    private bool _isLeavingOut;

    /// <summary>Asks for one line.</summary>
    /// <param name="id">Its event id.</param>
    /// <param name="origin">What it is about.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isFirstLeftOut">True when nothing was left out anywhere before: somebody should ask for <see cref="TakeLeftOut"/> in a while.</param>
    /// <returns>True when it may be written.</returns>
    internal bool Allows(int id, string origin, TimeProvider time, out bool isFirstLeftOut)
    {
        isFirstLeftOut = false;
        long now = time.GetTimestamp();
        lock (_lock)
        {
            Lines lines = LinesOf(id, origin);
            if (lines.Written == 0 || (lines.LeftOut == 0 && time.GetElapsedTime(lines.BeganAt, now) > Window))
            {
                lines.BeganAt = now;
                lines.Written = 0;
            }

            if (lines.Written < limit)
            {
                lines.Written++;
                return true;
            }

            lines.LeftOut++;
            isFirstLeftOut = !_isLeavingOut;
            _isLeavingOut = true;
            return false;
        }
    }

    /// <summary>What was left out since the last time; all windows begin anew.</summary>
    internal IReadOnlyList<(int Event, string Origin, long Count)> TakeLeftOut()
    {
        lock (_lock)
        {
            _isLeavingOut = false;
            List<(int, string, long)> left = [.. _lines.Where(static entry => entry.Value.LeftOut > 0).Select(static entry => (entry.Key.Event, entry.Key.Origin, entry.Value.LeftOut))];
            _lines.Clear();
            return left;
        }
    }

    private Lines LinesOf(int id, string origin)
    {
        if (_lines.TryGetValue((id, origin), out Lines? lines))
        {
            return lines;
        }

        (int, string) key = (id, _lines.Count < MaxOrigins ? origin : "others");
        if (!_lines.TryGetValue(key, out lines))
        {
            _lines[key] = lines = new Lines();
        }

        return lines;
    }

    private sealed class Lines
    {
        internal long BeganAt;
        internal int Written;
        internal long LeftOut;
    }
}
