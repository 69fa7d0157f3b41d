using System.Diagnostics;
using System.Globalization;

namespace Supervision;

/// <summary>How a supervisor stops a child.</summary>
/// <remarks>
/// <para>A value. It accepts any time; a negative one is found when the specification is checked, together with all other mistakes of
/// the tree. <c>default</c> is <see cref="Kill"/>. A child specification without one gets <see cref="After"/> five seconds for a
/// worker and <see cref="Infinite"/> for a supervisor.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> the shutdown of a child specification: <c>brutal_kill</c>, <c>infinity</c> or milliseconds; no difference.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Shutdown
{
    private readonly Kind _kind;
    private readonly TimeSpan _time;

    private Shutdown(Kind kind, TimeSpan time) => (_kind, _time) = (kind, time);

    private enum Kind : byte
    {
        Kill = 0,
        Infinite,
        After,
    }

    /// <summary>At once, without a chance to tidy up: the child gets <see cref="ExitReason.Kill"/>.</summary>
    public static Shutdown Kill => default;

    /// <summary>The child is asked with <see cref="ExitReason.Shutdown"/> and waited for without limit.</summary>
    public static Shutdown Infinite => new(Kind.Infinite, default);

    /// <summary>True for <see cref="Kill"/>.</summary>
    public bool IsKill => _kind == Kind.Kill;

    /// <summary>True for <see cref="Infinite"/>.</summary>
    public bool IsInfinite => _kind == Kind.Infinite;

    /// <summary>How long the child has to stop after it was asked; null for <see cref="Kill"/> and <see cref="Infinite"/>.</summary>
    public TimeSpan? Time => _kind == Kind.After ? _time : null;

    /// <summary>The child is asked with <see cref="ExitReason.Shutdown"/>, and killed if it still runs when the time is over.</summary>
    /// <param name="time">Zero or more; zero kills directly after asking. For no limit use <see cref="Infinite"/>:
    /// <see cref="Timeout.InfiniteTimeSpan"/> is negative and therefore a mistake, found when the specification is checked.</param>
    /// <returns>The value.</returns>
    public static Shutdown After(TimeSpan time) => new(Kind.After, time);

    /// <summary>OTP's notation: <c>brutal_kill</c>, <c>infinity</c>, or the time in milliseconds.</summary>
    public override string ToString() => _kind switch
    {
        Kind.Kill => "brutal_kill",
        Kind.Infinite => "infinity",
        _ => _time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
    };
}
