using System.Globalization;

namespace Supervision.Trees;

/// <summary>The exceptions of this layer.</summary>
internal static class TreeErrors
{
    /// <summary>How many paths an error lists.</summary>
    private const int MostShown = 20;

    internal static ArgumentOutOfRangeException WrongLimit(TimeSpan limit) => new(
        nameof(limit),
        string.Create(
            CultureInfo.InvariantCulture,
            $"limit was {limit}; must be more than zero, Timeout.InfiniteTimeSpan for none, or null for 5 s."));

    internal static ArgumentException NoSuchPath(string path, TreeSnapshot tree)
    {
        string[] known = [.. tree.Root.All().Select(static entry => $"'{entry.Path}'").Take(MostShown + 1)];
        string more = known.Length > MostShown ? ", and more" : "";
        return new ArgumentException(
            $"path was '{path}', which is not in the tree; must be one of {string.Join(", ", known.Take(MostShown))}{more}.", nameof(path));
    }
}
