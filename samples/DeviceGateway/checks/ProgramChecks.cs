namespace DeviceGateway.Checks;

/// <summary>How the programs answer on the command line.</summary>
internal static class ProgramChecks
{
    public static async Task CommandLineAsync(Scoreboard score)
    {
        (int help, string text, _) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--help");
        (int typo, _, string complaint) = await CheckedProgram.RunToEndAsync("DeviceGateway", "--sql", "localhost");
        (int simulator, _, string wrong) = await CheckedProgram.RunToEndAsync("DeviceSimulator", "--devices", "0");
        score.Expect(help == 0 && text.Contains("--refuse-stale", StringComparison.Ordinal), $"--help prints the options and ends with {help}");
        score.Expect(typo == 2 && complaint.Contains("--sql was 'localhost'", StringComparison.Ordinal), $"a mistake ends with {typo}: {complaint}");
        score.Expect(simulator == 2 && wrong.StartsWith("--devices was '0'", StringComparison.Ordinal), $"and so does one of the simulator's: {wrong}");
    }
}
