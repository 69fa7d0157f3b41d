namespace DeviceSimulator;

/// <summary>What the command line asks for. A closed set.</summary>
internal abstract record CommandLineResult
{
    private CommandLineResult()
    {
    }

    /// <summary>Run the program.</summary>
    public sealed record Run(ProgramOptions Options) : CommandLineResult;

    /// <summary>Print the help and end with 0.</summary>
    public sealed record Help : CommandLineResult;

    /// <summary>Print the text and end with 2.</summary>
    public sealed record Mistake(string Text) : CommandLineResult;
}
