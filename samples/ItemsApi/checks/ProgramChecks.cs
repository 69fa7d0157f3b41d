using System.Diagnostics;

namespace ItemsApi.Checks;

/// <summary>How the program starts, refuses to start and stops.</summary>
internal static class ProgramChecks
{
    /// <summary>The command line answers.</summary>
    public static async Task CommandLineAsync(Scoreboard score)
    {
        (int help, string text, _) = await ItemsProgram.RunToEndAsync("--help");
        (int typo, _, string complaint) = await ItemsProgram.RunToEndAsync("--prot", "1");
        score.Expect(help == 0 && text.Contains("--postgres", StringComparison.Ordinal), $"--help prints the options and ends with {help}");
        score.Expect(typo == 2 && complaint.Contains("did you mean '--port'", StringComparison.Ordinal), $"a typo ends with {typo}: {complaint}");
    }

    /// <summary>Without its repository the program does not start.</summary>
    public static async Task PrerequisitesAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        await File.WriteAllTextAsync(directory.File("data"), "a file where a directory should be");
        (int journal, _, string why) = await ItemsProgram.RunToEndAsync("--port", "0", "--data", directory.File("data"));
        score.Expect(journal == 1 && why.Contains("did not start", StringComparison.Ordinal), $"no journal: ends with {journal}: {LastLine(why)}");

        (int postgres, _, string away) = await ItemsProgram.RunToEndAsync(
            "--port", "0", "--data", directory.Path, "--postgres", "Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        score.Expect(postgres == 1 && away.Contains("did not start", StringComparison.Ordinal), $"no PostgreSQL: ends with {postgres}: {LastLine(away)}");

        await using CheckedProgram holder = await ItemsProgram.StartAsync("--data", directory.Path);
        (int second, _, string busy) = await ItemsProgram.RunToEndAsync("--port", "0", "--data", directory.Path);
        score.Expect(second == 1, $"a journal in use: ends with {second}: {LastLine(busy)}");
        using var other = new CheckDirectory();
        (int port, _, string taken) = await ItemsProgram.RunToEndAsync("--port", Invariant($"{holder.Address.Port}"), "--data", other.Path);
        score.Expect(port == 1, $"a port in use: ends with {port}: {LastLine(taken)}");
    }

    /// <summary>Nobody listens to what it says when it has started.</summary>
    public static async Task StandardOutputIsClosedAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        string program = Path.Combine(AppContext.BaseDirectory, "ItemsApi.dll");
        string[] closed = ["-c", "exec dotnet \"$0\" --port 0 --data \"$1\" >&-", program, directory.Path];
        using Process process = Process.Start(new ProcessStartInfo("sh", closed) { UseShellExecute = false, RedirectStandardError = true })!;
        var log = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (line.Contains("The supervision tree has started", StringComparison.Ordinal))
            {
                using var kill = Process.Start("kill", ["-TERM", Invariant($"{process.Id}")]);
            }
        }

        await process.WaitForExitAsync();
        score.Expect(process.ExitCode == 0, $"started without standard output and stopped by SIGTERM: ends with {process.ExitCode}: {log[^1]}");
    }

    /// <summary>SIGTERM stops the tree from right to left.</summary>
    public static async Task StopAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path);
        long startedAt = TimeProvider.System.GetTimestamp();
        int exitCode = await program.TerminateAsync();
        double took = TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds;
        string[] order = ["Readiness gate closed", "Endpoint stopped", "Mailer stopped", "Repository stopped", "The supervision tree has stopped"];
        int[] places = [.. order.Select(step => program.Log.ToList().FindIndex(line => line.Contains(step, StringComparison.Ordinal)))];
        score.Expect(exitCode == 0, $"SIGTERM ends the program with {exitCode} after {took:F0} ms");
        score.Expect(places.All(place => place >= 0) && places.SequenceEqual(places.Order()), $"stopped in the order: {string.Join(", ", order)}");
    }

    /// <summary>SIGTERM while the tree starts.</summary>
    public static async Task StopAStartAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        (int exitCode, string log) = await ItemsProgram.TerminateWhenAsync("before it opens its store", "--data", directory.Path, "--slow-open", "30s");
        score.Expect(exitCode == 0 && !log.Contains("Unhandled exception", StringComparison.Ordinal), $"a start that is told to stop ends with {exitCode}: {LastLine(log)}");
    }

    /// <summary>A mailer that will not stop is named, and does not hold the program.</summary>
    public static async Task StopWithStragglerAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path);
        using var api = new ItemsClient(program.Address);
        await api.PostAsync("hang/mailer");
        score.Expect((await api.PostItemAsync("while the mailer hangs")).Status == 201, $"an item is taken while the mailer hangs");
        long startedAt = TimeProvider.System.GetTimestamp();
        int exitCode = await program.TerminateAsync();
        double took = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
        string? named = program.Log.FirstOrDefault(line =>
            line.Contains("mailer<", StringComparison.Ordinal) && line.Contains("did not", StringComparison.Ordinal));
        score.Expect(exitCode == 0 && took < 20, $"SIGTERM ends the program with {exitCode} after {took:F1} s although the mailer does not stop");
        score.Expect(named is not null, $"the log names it: {named}");
    }

    private static string LastLine(string text) => text.Split('\n')[^1];
}
