using System.Globalization;
using System.Text;

namespace MakeItCrash;

/// <summary>A part of the alphabet, and everybody whose name begins in it.</summary>
internal sealed record Partition(string Label, char Last)
{
    /// <summary>All four, from the left.</summary>
    public static IReadOnlyList<Partition> All { get; } = [new("A–D", 'D'), new("E–K", 'K'), new("L–Q", 'Q'), new("R–Z", 'Z')];

    /// <summary>Where a name belongs: by its first letter, accents aside. A name that does not begin with one of the 26 letters belongs to the
    /// last.</summary>
    public static Partition Of(string name)
    {
        char first = name.Normalize(NormalizationForm.FormD).FirstOrDefault(IsNoMark);
        char letter = char.ToUpperInvariant(first);
        return letter is >= 'A' and <= 'Z' ? All.First(partition => letter <= partition.Last) : All[^1];
    }

    private static bool IsNoMark(char character) => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark;
}
