namespace ItemsApi.Checks;

/// <summary>The real program in an operating-system process of its own.</summary>
internal static class ItemsProgram
{
    private const string Name = "ItemsApi";

    /// <summary>Runs it, on a free port, until it says where it listens.</summary>
    public static Task<CheckedProgram> StartAsync(params string[] arguments) => CheckedProgram.StartAsync(Name, ["--port", "0", .. arguments]);

    /// <summary>Runs it, on a free port, until it logs something, and sends SIGTERM then.</summary>
    public static Task<(int ExitCode, string Log)> TerminateWhenAsync(string line, params string[] arguments) =>
        CheckedProgram.TerminateWhenAsync(Name, line, ["--port", "0", .. arguments]);

    /// <summary>Runs it to its end.</summary>
    public static Task<(int ExitCode, string Output, string Log)> RunToEndAsync(params string[] arguments) => CheckedProgram.RunToEndAsync(Name, arguments);
}
