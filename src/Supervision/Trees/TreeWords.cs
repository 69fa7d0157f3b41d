using System.Globalization;

namespace Supervision.Trees;

/// <summary>What the forms of a tree have in common: the words for a node, and names made harmless.</summary>
internal static class TreeWords
{
    /// <summary>All that is worth saying about a node, as short phrases; the first is its name. Names are not escaped.</summary>
    internal static IEnumerable<string> Of(TreeEntry entry)
    {
        yield return entry.Incarnation > 0 ? string.Create(CultureInfo.InvariantCulture, $"{entry.Id}#{entry.Incarnation}") : entry.Id;
        if (entry.Status != ChildInfo.State.Running)
        {
            yield return entry.Status == ChildInfo.State.Stopped ? "stopped" : "restarting";
        }

        if (entry.Supervisor is { } part)
        {
            yield return Limits(part);
        }

        if (entry.IsOpaque)
        {
            yield return "not known inside";
        }

        if (entry.Restart != Restart.Permanent && entry.Path != entry.Id)
        {
            yield return Of(entry.Restart);
        }

        if (entry.Significant)
        {
            yield return "significant";
        }

        if (entry.Name is { } name)
        {
            yield return $"named {name}";
        }

        if (entry.Tags.Count > 0)
        {
            yield return $"[{string.Join(", ", entry.Tags)}]";
        }
    }

    internal static string Of(RestartStrategy strategy) => strategy switch
    {
        RestartStrategy.OneForOne => "one_for_one",
        RestartStrategy.OneForAll => "one_for_all",
        RestartStrategy.RestForOne => "rest_for_one",
        _ => "simple_one_for_one",
    };

    internal static string Of(Restart restart) => restart switch
    {
        Restart.Permanent => "permanent",
        Restart.Transient => "transient",
        _ => "temporary",
    };

    /// <summary>A name in which nothing breaks a line, hides, or turns the direction of reading: such characters are written by their numbers.</summary>
    internal static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(Visible));

    private static string Visible(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
        : rune.ToString();

    private static string Limits(TreeEntry.SupervisorPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Of(part.Options.Strategy)}, {part.RestartAges.Count} of {part.Options.MaxRestarts} restarts in {part.Options.Period.TotalSeconds:0.###} s");
}
