using Npgsql;

namespace ItemsApi.Checks;

/// <summary>The repository may die and the program may die; what was acknowledged stays.</summary>
internal static class RepositoryChecks
{
    private const int ProgramKills = 5;

    /// <summary>A post is answered with what is stored, to the last digit of its time.</summary>
    public static async Task AnswersWhatIsStoredAsync(Scoreboard score, IReadOnlyList<string> store)
    {
        await using CheckedProgram program = await ItemsProgram.StartAsync([.. store]);
        using var api = new ItemsClient(program.Address);
        (string Posted, string Found)[] answers = [await api.PostAndFindAsync("one"), await api.PostAndFindAsync("two"), await api.PostAndFindAsync("three")];
        score.Expect(answers.All(static answer => answer.Posted == answer.Found), $"posted and found: {answers[0].Posted}, {answers[0].Found}");
    }

    /// <summary>The repository's process is killed under load: 503 while it is away, 201 and 200 after.</summary>
    public static async Task ProcessKilledAsync(Scoreboard score, IReadOnlyList<string> store)
    {
        await using CheckedProgram program = await ItemsProgram.StartAsync([.. store, "--slow-open", "300ms"]);
        using var api = new ItemsClient(program.Address);
        var load = new Load(program.Address, "repository");
        using var until = new CancellationTokenSource();
        Task clients = load.RunAsync(until.Token);
        await UntilAsync(() => load.Acknowledged.Count >= 50);

        int killed = await api.PostAsync("kill/repository");
        (int readyDuring, string textDuring) = await api.GetAsync("health/ready");
        int live = (await api.GetAsync("health/live")).Status;
        await UntilAsync(async () => (await api.GetAsync("health/ready")).Status == 200);
        int before = load.Acknowledged.Count;
        await UntilAsync(() => load.Acknowledged.Count >= before + 50);
        await until.CancelAsync();
        await clients;

        score.Expect(killed == 202 && readyDuring == 503, $"readiness during the restart: {readyDuring} '{textDuring}'");
        score.Expect(live == 200, $"liveness during the restart: {live}");
        score.Expect(load.Unavailable > 0, $"requests answered 503 during the restart: {load.Unavailable} of {load.Requests}");
        score.Expect(load.FailureCount == 0, $"requests that failed in another way: {load.FailureCount} ({load.Failures})");
        score.Expect((await api.PostItemAsync("after")).Status == 201, $"201 after the restart");
        await Stored.ExpectAllAsync(score, program.Address, load.Acknowledged, "repository");
    }

    /// <summary>The program is killed with SIGKILL under load, again and again.</summary>
    public static async Task ProgramKilledAsync(Scoreboard score, IReadOnlyList<string> store)
    {
        var acknowledged = new Dictionary<long, string>();
        int repairs = 0;
        for (int i = 0; i < ProgramKills; i++)
        {
            await using CheckedProgram program = await ItemsProgram.StartAsync([.. store]);
            repairs += program.Log.Count(line => line.Contains("torn record", StringComparison.Ordinal));
            var load = new Load(program.Address, Invariant($"kill-9-{i}"));
            using var until = new CancellationTokenSource();
            Task clients = load.RunAsync(until.Token);
            int enough = 100 * (i + 1);
            await UntilAsync(() => load.Acknowledged.Count >= enough);
            await program.KillAsync();
            await until.CancelAsync();
            await clients;
            foreach ((long id, string name) in load.Acknowledged)
            {
                acknowledged.Add(id, name);
            }
        }

        await using CheckedProgram last = await ItemsProgram.StartAsync([.. store]);
        repairs += last.Log.Count(line => line.Contains("torn record", StringComparison.Ordinal));
        score.Note($"the program was killed with SIGKILL {ProgramKills} times under load; torn records repaired: {repairs}");
        await Stored.ExpectAllAsync(score, last.Address, acknowledged, "kill-9");
    }

    /// <summary>PostgreSQL goes away under load and comes back: 503, then 201 again, without a restart of anything.</summary>
    public static async Task PostgresAwayAsync(Scoreboard score, string connection, string dataDirectory)
    {
        var direct = new NpgsqlConnectionStringBuilder(connection);
        using var proxy = new CuttableProxy(direct.Host!, direct.Port);
        var proxied = new NpgsqlConnectionStringBuilder(connection) { Host = "127.0.0.1", Port = proxy.Port };
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", dataDirectory, "--postgres", proxied.ConnectionString);
        using var api = new ItemsClient(program.Address);
        var load = new Load(program.Address, "away");
        using var until = new CancellationTokenSource();
        Task clients = load.RunAsync(until.Token);
        await UntilAsync(() => load.Acknowledged.Count >= 50);

        proxy.Cut();
        await UntilAsync(() => load.Unavailable >= 50);
        (int ready, string text) = await api.GetAsync("health/ready");
        int live = (await api.GetAsync("health/live")).Status;
        proxy.Mend();
        await UntilAsync(async () => (await api.GetAsync("health/ready")).Status == 200);
        int before = load.Acknowledged.Count;
        await UntilAsync(() => load.Acknowledged.Count >= before + 50);
        await until.CancelAsync();
        await clients;

        score.Expect(ready == 503 && live == 200, $"while it is away: readiness {ready} '{text}', liveness {live}");
        score.Expect(
            load.FailureCount == 0,
            $"answered 503: {load.Unavailable} of {load.Requests}; failed in another way: {load.FailureCount} ({load.Failures})");
        score.Expect(!program.Log.Any(line => line.Contains("crash", StringComparison.OrdinalIgnoreCase)), $"nothing crashed");
        await Stored.ExpectAllAsync(score, program.Address, load.Acknowledged, "away");
    }

    /// <summary>A record that was being written when the power went is cut off, and the program says so.</summary>
    public static async Task TornRecordAsync(Scoreboard score)
    {
        using var directory = new CheckDirectory();
        await using (CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path))
        {
            using var api = new ItemsClient(program.Address);
            score.Expect(await api.PostItemAsync("kept") == (201, 1), $"an item is stored");
            await program.KillAsync();
        }

        await File.AppendAllTextAsync(directory.File("items.journal"), "0badcafe [{\"id\":2,\"na");
        await using CheckedProgram again = await ItemsProgram.StartAsync("--data", directory.Path);
        using var client = new ItemsClient(again.Address);
        score.Expect(again.Log.Any(line => line.Contains("torn record of 21 bytes", StringComparison.Ordinal)), $"the log tells of the torn record");
        score.Expect(await client.GetItemAsync(1) == (200, "kept"), $"the item before it is there");
        score.Expect(await client.PostItemAsync("next") == (201, 2), $"the next item is stored behind it");
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
