namespace Programs;

/// <summary>What the command line asks for. A closed set.</summary>
public abstract record CommandLineResult<TOptions>
{
    private CommandLineResult()
    {
    }

    /// <summary>Run the program.</summary>
    public sealed record Run(TOptions Options) : CommandLineResult<TOptions>;

    /// <summary>Print the help and end with 0.</summary>
    public sealed record Help(string Text) : CommandLineResult<TOptions>;

    /// <summary>Print the text and end with 2.</summary>
    public sealed record Mistake(string Text) : CommandLineResult<TOptions>;
}
