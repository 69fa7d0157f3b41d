using System.Globalization;

namespace Supervision.Diagnostics;

/// <summary>Texts of the application in log lines: reasons, states and labels may be megabytes.</summary>
internal static class LogText
{
    /// <summary>How many characters of each are logged.</summary>
    internal const int MaxLength = 1000;

    internal static string Capped(object? text)
    {
        string whole = text?.ToString() ?? "";
        return whole.Length <= MaxLength ? whole : string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, MaxLength)}… ({whole.Length - MaxLength} more characters)");
    }
}
