namespace Supervision.Testing;

/// <summary>Which processes chaos may pick. Filters are combined with <c>&amp;</c>, <c>|</c> and <c>!</c>.</summary>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
/// <example><code>
/// ChaosFilter filter = ChaosFilter.Under("app/storage") &amp; ChaosFilter.Workers &amp; !ChaosFilter.Tagged("sql");
/// </code></example>
public sealed class ChaosFilter
{
    private readonly Func<TreeEntry, bool> _matches;

    private ChaosFilter(Func<TreeEntry, bool> matches) => _matches = matches;

    /// <summary>Processes that are no supervisors.</summary>
    public static ChaosFilter Workers { get; } = new(static entry => entry.Type == ChildType.Worker);

    /// <summary>Supervisors.</summary>
    public static ChaosFilter Supervisors { get; } = new(static entry => entry.Type == ChildType.Supervisor);

    /// <summary>Processes that are registered under one of these names, or have it as their id.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter Named(params IReadOnlyList<string> names) => new(entry => names.Contains(entry.Id) || (entry.Name is { } name && names.Contains(name)));

    /// <summary>All others.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter NotNamed(params IReadOnlyList<string> names) => !Named(names);

    /// <summary>Processes whose specification has one of these tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter Tagged(params IReadOnlyList<string> tags) => new(entry => entry.Tags.Any(tag => tags.Contains(tag)));

    /// <summary>All others.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter NotTagged(params IReadOnlyList<string> tags) => !Tagged(tags);

    /// <summary>A process and all below it.</summary>
    /// <param name="path">Its path: the ids from the root on, joined by <c>/</c>.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter Under(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ChaosFilter(entry => IsUnder(entry.Path, path));
    }

    /// <summary>Processes of which something is true.</summary>
    /// <param name="matches">What; it only looks.</param>
    /// <returns>The filter.</returns>
    public static ChaosFilter Where(Func<TreeEntry, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return new ChaosFilter(matches);
    }

    /// <summary>Whether a process may be picked.</summary>
    /// <param name="entry">The process.</param>
    /// <returns>True when it may.</returns>
    public bool Matches(TreeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _matches(entry);
    }

    /// <summary>Both.</summary>
    public static ChaosFilter operator &(ChaosFilter left, ChaosFilter right) => new(entry => left.Matches(entry) && right.Matches(entry));

    /// <summary>One of the two, or both.</summary>
    public static ChaosFilter operator |(ChaosFilter left, ChaosFilter right) => new(entry => left.Matches(entry) || right.Matches(entry));

    /// <summary>All others.</summary>
    public static ChaosFilter operator !(ChaosFilter filter) => new(entry => !filter.Matches(entry));

    internal static bool IsUnder(string path, string above) =>
        path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] == '/');
}
