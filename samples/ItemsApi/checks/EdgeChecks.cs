using System.Text.Json;

namespace ItemsApi.Checks;

/// <summary>The edges of the tree, seen from outside: who is told where the API is, and what is written down before anything is stored.</summary>
internal static class EdgeChecks
{
    /// <summary>The address is in a file exactly while requests can be served.</summary>
    public static async Task AnnouncementAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        (int nowhere, _, string why) = await ItemsProgram.RunToEndAsync("--port", "0", "--data", directory.Path, "--announce", "/nowhere/address");
        score.Expect(nowhere == 1 && why.StartsWith("--announce was '/nowhere/address'", StringComparison.Ordinal), $"a file that cannot be written: {why}");
        string file = directory.File("address");
        await File.WriteAllTextAsync(file, "left behind by a program that was killed");
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path, "--announce", file, "--slow-open", "500ms");
        using var api = new ItemsClient(program.Address);
        await UntilAsync(() => File.Exists(file));
        score.Expect(await File.ReadAllTextAsync(file) == program.Address.AbsoluteUri + "\n", $"it is announced: {program.Address}");

        await api.PostAsync("kill/repository");
        await UntilAsync(() => !File.Exists(file));
        int during = (await api.PostItemAsync("during")).Status;
        score.Expect(during == 503, $"withdrawn, and {during}, while the repository restarts");
        await UntilAsync(() => File.Exists(file));
        int after = (await api.PostItemAsync("after")).Status;
        score.Expect(after == 201, $"announced again, and {after}, after");

        int exitCode = await program.TerminateAsync();
        score.Expect(exitCode == 0 && !File.Exists(file), $"SIGTERM ends it with {exitCode}, and it is not announced any more");
    }

    /// <summary>A trail that is taken away ends the program, and what was acknowledged is on it.</summary>
    public static async Task AuditAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        string trail = directory.File("audit");
        (int missing, _, string why) = await ItemsProgram.RunToEndAsync("--port", "0", "--data", directory.Path, "--audit", Path.Combine(trail, "trail"));
        score.Expect(missing == 1 && why.Contains("audit-trail", StringComparison.Ordinal), $"without its directory it ends with {missing}: {why.Split('\n')[^1]}");

        Directory.CreateDirectory(trail);
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path, "--audit", Path.Combine(trail, "trail"));
        var load = new Load(program.Address, "audit");
        using var until = new CancellationTokenSource();
        Task clients = load.RunAsync(until.Token);
        await UntilAsync(() => load.Acknowledged.Count >= 100);

        string gone = directory.File("gone");
        Directory.Move(trail, gone);
        int exitCode = await program.WaitForExitAsync();
        await until.CancelAsync();
        await clients;

        HashSet<string?> onRecord = [.. File.ReadLines(Path.Combine(gone, "trail")).SelectMany(static line => Names(line))];
        score.Expect(exitCode == 1, $"the trail is taken away under load: it ends with {exitCode}");
        score.Expect(load.Acknowledged.Values.All(onRecord.Contains), $"all {load.Acknowledged.Count} items that were acknowledged are among the {onRecord.Count} on record");
    }

    private static IEnumerable<string?> Names(string line)
    {
        using JsonDocument record = JsonDocument.Parse(line);
        return [.. record.RootElement.GetProperty("names").EnumerateArray().Select(static name => name.GetString())];
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }
}
