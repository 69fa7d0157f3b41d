using System.Globalization;

namespace Supervision.Diagnostics;

/// <summary>Texts of the application in log lines: reasons, states and labels may be megabytes.</summary>
internal static class LogText
{
    /// <summary>How many characters of each are logged.</summary>
    internal const int MaxLength = 1000;

    internal static string Capped(object? text)
    {
        string whole = WholeOf(text);
        return whole.Length <= MaxLength ? whole : string.Create(CultureInfo.InvariantCulture, $"{whole.AsSpan(0, MaxLength)}… ({whole.Length - MaxLength} more characters)");
    }

    /// <summary>The line is about a process, and must be written whatever its state does.</summary>
    private static string WholeOf(object? text)
    {
        try
        {
            return text?.ToString() ?? "";
        }
        catch (Exception error) // the application's code
        {
            return $"its text threw {error.GetType().Name}";
        }
    }
}
