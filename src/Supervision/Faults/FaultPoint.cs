using System.Diagnostics;

namespace Supervision;

/// <summary>A place in code that stands for the outside world, at which a test may make something go wrong.</summary>
/// <remarks>
/// <para>It is a name and nothing else: define it once, in a static field. What goes wrong there is a matter of each runtime, so tests that run
/// side by side do not share it; without a test nothing ever does.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> no counterpart; tests there replace modules.</para>
/// </remarks>
/// <example><code>
/// private static readonly FaultPoint&lt;Row&gt; Query = FaultPoint.Define&lt;Row&gt;("db.query");
/// // in a process:
/// Row row = await Context.Runtime.Faults.HitAsync(Query, () => database.QueryAsync(sql));
/// </code></example>
[DebuggerDisplay("{Name,nq}")]
public class FaultPoint
{
    private protected FaultPoint(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>What tests and reports call it; not empty.</summary>
    public string Name { get; }

    /// <summary>Defines a point at which nothing is answered: code passes it, is held up there, or fails.</summary>
    /// <param name="name">What it is called; not empty. Two points of one name are still two points.</param>
    /// <returns>The point.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static FaultPoint Define(string name) => new(name);

    /// <summary>Defines a point at which something is asked for, so that a test may also answer in its place.</summary>
    /// <typeparam name="T">What the outside world answers.</typeparam>
    /// <param name="name">What it is called; not empty. Two points of one name are still two points.</param>
    /// <returns>The point.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static FaultPoint<T> Define<T>(string name) => new(name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
