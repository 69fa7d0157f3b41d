namespace FactConsumers.Checks;

/// <summary>How the program starts, refuses to start and stops.</summary>
internal static class ProgramChecks
{
    /// <summary>The command line answers, and a broker that is not there is named.</summary>
    public static async Task StartAsync(Scoreboard score)
    {
        (int help, string text, _) = await FactsReplica.RunToEndAsync("--help");
        (int typo, _, string complaint) = await FactsReplica.RunToEndAsync("--ampq", "x");
        (int away, _, string why) = await FactsReplica.RunToEndAsync("--port", "0", "--amqp", "amqp://127.0.0.1:1");
        score.Expect(help == 0 && text.Contains("--amqp", StringComparison.Ordinal), $"--help prints the options and ends with {help}");
        score.Expect(typo == 2 && complaint.Contains("did you mean '--amqp'", StringComparison.Ordinal), $"a typo ends with {typo}: {complaint}");
        score.Expect(away == 1 && why.Contains("Nobody listens at 127.0.0.1:1: Connection refused", StringComparison.Ordinal), $"no broker: ends with {away}: {LastLine(why)}");
        (int file, _, string mistake) = await FactsReplica.RunToEndAsync("--port", "0", "--data", "/etc/hostname");
        (int nowhere, _, string other) = await FactsReplica.RunToEndAsync("--port", "0", "--data", "/proc/nope");
        score.Expect(file == 1 && IsOneLine(mistake, "--data was '/etc/hostname'"), $"a file for --data: ends with {file}: {LastLine(mistake)}");
        score.Expect(nowhere == 1 && IsOneLine(other, "--data was '/proc/nope'"), $"a directory that cannot be made: ends with {nowhere}: {LastLine(other)}");
    }

    /// <summary>SIGTERM stops the tree from right to left.</summary>
    public static async Task StopAsync(Scoreboard score, params string[] arguments)
    {
        await using CheckedProgram program = await FactsReplica.StartAsync(arguments);
        int exitCode = await program.TerminateAsync();
        string[] order = ["ConsumerMonitor watches 2 consumers", "Endpoint stopped", "The supervision tree has stopped"];
        int[] places = [.. order.Select(step => program.Log.ToList().FindIndex(line => line.Contains(step, StringComparison.Ordinal)))];
        score.Expect(exitCode == 0, $"SIGTERM ends the program with {exitCode}");
        score.Expect(places.All(place => place >= 0) && places.SequenceEqual(places.Order()), $"in the order: {string.Join(", ", order)}");
    }

    /// <summary>SIGTERM after order 66.</summary>
    public static async Task StopAfterOrder66Async(Scoreboard score)
    {
        await using CheckedProgram program = await FactsReplica.StartAsync();
        using var client = new FactsClient(program);
        await client.PublishAsync("toxicity", "bad", value: "hallucinogenic");
        bool isDown = await Patience.UntilAsync(async () => !await client.IsConsumingAsync());
        int exitCode = await program.TerminateAsync();
        score.Expect(isDown && exitCode == 0, $"after order 66 SIGTERM ends the program with {exitCode}");
    }

    private static bool IsOneLine(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) && !text.TrimEnd().Contains('\n', StringComparison.Ordinal);

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
