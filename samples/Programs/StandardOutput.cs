namespace Programs;

/// <summary>Standard output, for a person who may not be there: it may be closed, or the disk behind it full. Then nothing more is printed, and
/// the program goes on.</summary>
public static class StandardOutput
{
    /// <summary>Prints a text and ends the line.</summary>
    public static void WriteLine(string text) => Write(text + Environment.NewLine);

    /// <summary>Prints a text as it is.</summary>
    public static void Write(string text)
    {
        try
        {
            Console.Out.Write(text);
        }
        catch (Exception unheard) when (unheard is IOException or UnauthorizedAccessException)
        {
            Console.SetOut(TextWriter.Null);
        }
    }
}
