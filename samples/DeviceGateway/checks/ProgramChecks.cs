namespace DeviceGateway.Checks;

/// <summary>How the programs answer on the command line.</summary>
internal static class ProgramChecks
{
    public static async Task CommandLineAsync(Scoreboard score)
    {
        (int help, string text, _) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--help");
        (int typo, _, string complaint) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--sql", "localhost");
        (int asked, string tree, string log) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--supervision", "tree");
        (int simulator, _, string wrong) = await CheckedProgram.RunToEndAsync("DeviceSimulator", "--devices", "0");
        score.Expect(help == 0 && text.Contains("--refuse-stale", StringComparison.Ordinal), $"--help prints the options and ends with {help}");
        score.Expect(typo == 2 && complaint.Contains("--sql was 'localhost'", StringComparison.Ordinal), $"a mistake ends with {typo}: {complaint}");
        score.Expect(asked == 0 && tree.StartsWith("gateway", StringComparison.Ordinal) && log.Length == 0, $"--supervision tree prints the tree, logs nothing and ends with {asked}");
        score.Expect(simulator == 2 && wrong.StartsWith("--devices was '0'", StringComparison.Ordinal), $"and so does one of the simulator's: {wrong}");
    }

    /// <summary>Started again while it runs: each option that is in the way is named, and nothing else.</summary>
    public static async Task StartedTwiceAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram first = await CheckedProgram.StartAsync("DeviceGateway", "--port", "0", "--data", directory.Path);
        string port = Invariant($"{first.Address.Port}");
        (int ended, _, string taken) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--port", port);
        bool isPort = taken.StartsWith($"--port was '{port}'", StringComparison.Ordinal) && taken.Contains($"http://127.0.0.1:{port}:", StringComparison.Ordinal);
        score.Expect(ended == 1 && isPort && !taken.Contains('\n', StringComparison.Ordinal), $"a port in use: ends with {ended}: {taken}");
        (int locked, _, string busy) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--port", "0", "--data", directory.Path);
        score.Expect(locked == 1 && busy.StartsWith("--data was", StringComparison.Ordinal), $"a directory in use: ends with {locked}: {busy}");
    }
}
