namespace FactConsumers.Checks;

/// <summary>The real program in an operating-system process of its own.</summary>
internal static class FactsReplica
{
    private const string Name = "FactConsumers";

    /// <summary>Runs it, on a free port, until it says where it listens.</summary>
    public static Task<CheckedProgram> StartAsync(params string[] arguments) => CheckedProgram.StartAsync(Name, ["--port", "0", .. arguments]);

    /// <summary>Runs it to its end.</summary>
    public static Task<(int ExitCode, string Output, string Log)> RunToEndAsync(params string[] arguments) => CheckedProgram.RunToEndAsync(Name, arguments);
}
