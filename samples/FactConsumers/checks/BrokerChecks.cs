namespace FactConsumers.Checks;

/// <summary>Replicas of the real program on a real broker.</summary>
internal static class BrokerChecks
{
    private static readonly string[] Queues = ["mushrooms", "toxicity"];

    /// <summary>A broker that is there, and does not know the user.</summary>
    public static async Task LoginRefusedAsync(Scoreboard score, string broker)
    {
        (int code, _, string why) = await FactsReplica.RunToEndAsync("--port", "0", "--amqp", broker.Replace("guest:guest", "guest:wrong", StringComparison.Ordinal));
        string last = why.TrimEnd().Split('\n')[^1];
        score.Expect(code == 1 && last.Contains("refused the login for the user 'guest'", StringComparison.Ordinal), $"a wrong password: ends with {code}: {last}");
    }

    /// <summary>A replica is killed while it has facts that it has not acknowledged.</summary>
    public static async Task ReplicaKilledAsync(Scoreboard score, string broker)
    {
        const int Facts = 30;
        using var directory = new CheckDirectory();
        await using CheckedProgram first = await StartAsync(broker, directory, "first", "--slow", "300ms");
        using var client = new FactsClient(first);
        string[] ids = [.. Enumerable.Range(1, Facts).Select(i => Invariant($"k{i}"))];
        foreach (string id in ids)
        {
            await client.PublishAsync("mushrooms", $"{id}-m");
            await client.PublishAsync("toxicity", $"{id}-t");
        }

        await using CheckedProgram second = await StartAsync(broker, directory, "second");
        await using CheckedProgram third = await StartAsync(broker, directory, "third");
        await Patience.UntilAsync(async () => await client.IntegratedAsync() > 2);
        await first.KillAsync();

        string[] all = [.. ids.SelectMany(id => new[] { $"{id}-m", $"{id}-t" })];
        bool isEverything = await Patience.UntilAsync(() => Task.FromResult(all.All(Journals(directory).Contains)));
        int byFirst = Journal(directory, "first").Count(all.Contains);
        score.Expect(isEverything, $"kill -9 of one of three replicas: all {all.Length} facts are integrated, {byFirst} of them by the one that was killed");
        score.Expect(byFirst is > 0 and < 2 * Facts, $"the killed one had some, and others had the rest");
        score.Expect(await AreEmptyAsync(broker), $"nothing waits in the queues");
        int exit = await second.TerminateAsync() + await third.TerminateAsync();
        score.Expect(exit == 0, $"the others end with 0 on SIGTERM");
    }

    /// <summary>A fact that cannot be integrated stops everything, until somebody mends the program and heals it.</summary>
    public static async Task Order66Async(Scoreboard score, string broker)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram replica = await StartAsync(broker, directory, "a");
        using var client = new FactsClient(replica);
        await client.PublishAsync("toxicity", "bad", value: "hallucinogenic");
        bool isDown = await Patience.UntilAsync(async () => !await client.IsConsumingAsync());
        await client.PublishAsync("mushrooms", "later");
        string tree = (await client.AskAsync("GET", "/tree")).Text;
        score.Expect(isDown && !tree.Contains("MushroomConsumer", StringComparison.Ordinal), $"order 66: no consumer is left, and /health/ready says 503");
        bool stays = await Patience.UntilAsync(async () => await QueueCounts.WaitingAsync(broker, "toxicity") == 1 && await QueueCounts.WaitingAsync(broker, "mushrooms") == 1);
        score.Expect(stays && await client.IntegratedAsync() == 0, $"both facts are in their queues, none is integrated");

        await client.AskAsync("POST", "/heal");
        score.Expect(await Patience.UntilAsync(async () => !await client.IsConsumingAsync()), $"healed without a remedy it goes down again");

        await client.AskAsync("POST", "/teach/level/hallucinogenic");
        (int status, _) = await client.AskAsync("POST", "/heal");
        bool isHealed = await Patience.UntilAsync(async () => await client.IntegratedAsync() == 2);
        score.Expect(status == 200 && isHealed && await client.IsConsumingAsync(), $"mended and healed it integrates both");
        score.Expect(await AreEmptyAsync(broker), $"nothing waits in the queues");
        await client.AskAsync("POST", "/kill/ToxicityConsumer");
        score.Expect(await Patience.UntilAsync(async () => !await client.IsConsumingAsync()), $"the monitor that was started again executes its order again");
    }

    /// <summary>One replica after the other fails on the same fact, and none acknowledges anything more.</summary>
    public static async Task OneAfterTheOtherAsync(Scoreboard score, string broker)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram first = await StartAsync(broker, directory, "a");
        await using CheckedProgram second = await StartAsync(broker, directory, "b");
        using var client = new FactsClient(first);
        using var other = new FactsClient(second);
        await client.PublishAsync("toxicity", "bad", value: "hallucinogenic");
        bool isDown = await Patience.UntilAsync(async () => !await client.IsConsumingAsync() && !await other.IsConsumingAsync());
        score.Expect(isDown, $"two replicas: both execute order 66, one after the other");
        for (int i = 0; i < 20; i++)
        {
            await client.PublishAsync("mushrooms", Invariant($"m{i}"));
        }

        bool stays = await Patience.UntilAsync(async () => await QueueCounts.WaitingAsync(broker, "mushrooms") == 20);
        score.Expect(stays && Journals(directory).Length == 0, $"20 facts in the other queue wait, and nobody takes one");
        await client.AskAsync("POST", "/teach/level/hallucinogenic");
        await client.AskAsync("POST", "/heal");
        score.Expect(await Patience.UntilAsync(async () => await client.IntegratedAsync() == 21), $"the healed replica integrates all 21");
        score.Expect(!await other.IsConsumingAsync(), $"the other stays down until it is healed itself");
    }

    /// <summary>Facts of kinds that nobody knows.</summary>
    public static async Task DeadLettersAsync(Scoreboard score, string broker)
    {
        using var directory = new CheckDirectory();
        await using (CheckedProgram replica = await StartAsync(broker, directory, "a"))
        {
            using var client = new FactsClient(replica);
            await client.PublishAsync("mushrooms", "p1", kind: "painted");
            await client.PublishAsync("mushrooms", "p2", kind: "painted");

            // They come from another queue than the next one, and are to have the first two ids.
            await Patience.UntilAsync(async () => await CountAsync(client) == 2);
            await QueueCounts.PutAsync(broker, "toxicity", "no fact"u8.ToArray());
            bool areAside = await Patience.UntilAsync(async () => await CountAsync(client) == 3);
            score.Expect(areAside && await client.IsConsumingAsync(), $"two of an unknown kind and one that is no fact are dead letters, and the group goes on");
        }

        await using CheckedProgram next = await StartAsync(broker, directory, "a");
        using var again = new FactsClient(next);
        string listed = (await again.AskAsync("GET", "/dead-letters")).Text;
        score.Expect(listed.Contains("p1", StringComparison.Ordinal) && listed.Contains("no fact", StringComparison.Ordinal), $"they are there when the program was killed and started again");
        score.Expect((await again.AskAsync("POST", "/dead-letters/1/requeue")).Status == 409, $"requeued too early it stays");
        await again.AskAsync("POST", "/teach/kind/mushrooms/painted");
        score.Expect((await again.AskAsync("POST", "/dead-letters/1/requeue")).Status == 200, $"requeued when its kind is known it goes back");
        score.Expect((await again.AskAsync("POST", "/dead-letters/2/hold?seconds=1")).Status == 200, $"another is held for a second");
        score.Expect((await again.AskAsync("DELETE", "/dead-letters/3")).Status == 200, $"the third is dropped");
        bool isDone = await Patience.UntilAsync(async () => await again.IntegratedAsync() == 2 && (await again.AskAsync("GET", "/dead-letters")).Text == "[]");
        score.Expect(isDone, $"both of the kind are integrated, and no dead letter is left");
    }

    private static async Task<int> CountAsync(FactsClient client) => (await client.AskAsync("GET", "/dead-letters")).Text.Split("\"reason\"").Length - 1;

    private static Task<CheckedProgram> StartAsync(string broker, CheckDirectory directory, string name, params string[] more) =>
        FactsReplica.StartAsync(["--amqp", broker, "--replica", name, "--data", directory.File(name), .. more]);

    private static Task<bool> AreEmptyAsync(string broker) => Patience.UntilAsync(async () =>
        await QueueCounts.WaitingAsync(broker, Queues[0]) + await QueueCounts.WaitingAsync(broker, Queues[1]) == 0);

    /// <summary>The ids of all facts that any replica has integrated.</summary>
    private static string[] Journals(CheckDirectory directory) =>
        [.. Directory.GetDirectories(directory.Path).SelectMany(replica => Journal(directory, Path.GetFileName(replica)))];

    private static string[] Journal(CheckDirectory directory, string replica)
    {
        string path = Path.Combine(directory.File(replica), "facts.journal");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.EndsWith('}')).Select(line => line.Split('"')[3])];
    }
}
