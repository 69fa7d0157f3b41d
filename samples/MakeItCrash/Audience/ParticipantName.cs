using System.Globalization;
using System.Text;

namespace MakeItCrash;

/// <summary>Makes a name out of whatever somebody sends: without characters that nobody sees or that change how others are read, and neither
/// empty nor long.</summary>
internal static class ParticipantName
{
    /// <summary>How many characters a name may have.</summary>
    public const int Longest = 30;

    /// <summary>True with the name, false with what is wrong.</summary>
    public static bool TryParse(string? text, out string name, out string mistake)
    {
        name = string.Join(' ', string.Concat((text ?? "").EnumerateRunes().Select(Visible)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        int length = name.EnumerateRunes().Count();
        mistake = length switch
        {
            0 => "A name needs at least one character that can be seen.",
            > Longest => Invariant($"A name has at most {Longest} characters; this one has {length}."),
            _ => "",
        };
        return mistake.Length == 0;
    }

    private static string Visible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control => " ",
        UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => "",
        _ when rune == Rune.ReplacementChar => "",
        _ => rune.ToString(),
    };
}
