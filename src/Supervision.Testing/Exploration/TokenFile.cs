namespace Supervision.Testing.Exploration;

/// <summary>A schedule that is too long for a line is put into a file, and the line names the file.</summary>
internal static class TokenFile
{
    private const int LongFrom = 4096;
    private const string Folder = "TestResults";

    /// <summary>The token itself, or <c>@</c> and the file into which it was written.</summary>
    internal static string Shorten(string token, TestName test)
    {
        if (token.Length < LongFrom)
        {
            return token;
        }

        string name = string.Concat($"{test}".Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '_'));
        string path = Path.Combine(Folder, $"{name}.{token.Length}.sup1");
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, token);
            return $"@{Path.GetFullPath(path)}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return token;
        }
    }

    internal static string Resolve(string text)
    {
        if (!text.StartsWith('@'))
        {
            return text;
        }

        try
        {
            return File.ReadAllText(text[1..]).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The schedule's file '{text[1..]}' cannot be read: {error.Message}", error);
        }
    }
}
