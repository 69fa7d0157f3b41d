namespace FactConsumers.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private RunningFacts _facts = null!;

    public async ValueTask InitializeAsync() => _facts = await RunningFacts.StartAsync();

    public ValueTask DisposeAsync() => _facts.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Post_Fact_IsTakenAndIntegrated()
    {
        (int status, string text) = await _facts.AskAsync("POST", "/facts/mushrooms", """{"id":"1","kind":"found","mushroom":"fly agaric"}""");
        await _facts.Log.WaitForAsync("integrated fact 1");

        Assert.Equal((202, """{"id":"1","kind":"found","mushroom":"fly agaric"}"""), (status, text));
        Assert.Equal(
            (200, """{"integrated":1,"mushrooms":{"fly agaric":"found 1, not measured"}}"""),
            await _facts.AskAsync("GET", "/guide"));
    }

    [Theory(Timeout = Hang)]
    [InlineData("POST", "/facts/mushrooms", "not json", 400)]
    [InlineData("POST", "/facts/mushrooms", "null", 400)]
    [InlineData("POST", "/facts/mushrooms", """{"kind":"found"}""", 400)]
    [InlineData("POST", "/facts/mushrooms", """{"kind":"found","mushroom":" "}""", 400)]
    [InlineData("POST", "/facts/mushrooms", """{"kind":"","mushroom":"x"}""", 400)]
    [InlineData("POST", "/facts/mushrooms", """{"kind":7,"mushroom":"x"}""", 400)]
    [InlineData("POST", "/facts/lichens", """{"kind":"found","mushroom":"x"}""", 404)]
    [InlineData("DELETE", "/dead-letters/7", null, 404)]
    [InlineData("DELETE", "/dead-letters/x", null, 404)]
    [InlineData("POST", "/dead-letters/7/requeue", null, 404)]
    [InlineData("POST", "/dead-letters/7/hold?seconds=-1", null, 400)]
    [InlineData("POST", "/dead-letters/7/hold?seconds=9999999", null, 400)]
    [InlineData("POST", "/dead-letters/7/hold?seconds=1", null, 404)]
    [InlineData("POST", "/kill/nobody", null, 404)]
    [InlineData("POST", "/teach/kind/lichens/found", null, 404)]
    [InlineData("POST", "/teach/kind/mushrooms/painted", null, 200)]
    [InlineData("GET", "/health/live", null, 200)]
    [InlineData("GET", "/health/ready", null, 200)]
    public async Task Request_Any_HasStatus(string method, string path, string? body, int status) =>
        Assert.Equal(status, (await _facts.AskAsync(method, path, body)).Status);

    [Fact(Timeout = Hang)]
    public async Task Heal_AfterOrder66_ConsumesAgain()
    {
        Pid monitor = _facts.Runtime.Find(_facts.Parts.Names.Monitor);
        await _facts.AskAsync("POST", "/facts/toxicity", """{"id":"1","kind":"measured","mushroom":"fly agaric","value":"hallucinogenic"}""");
        await _facts.EndOfAsync(monitor);

        Assert.Equal(503, (await _facts.AskAsync("GET", "/health/ready")).Status);
        Assert.Equal(404, (await _facts.AskAsync("POST", "/crash/monitor")).Status);
        Assert.Equal(404, (await _facts.AskAsync("POST", "/kill/MushroomConsumer")).Status);
        Assert.Equal(200, (await _facts.AskAsync("POST", "/teach/level/hallucinogenic")).Status);
        Assert.Equal((200, "healed\n"), await _facts.AskAsync("POST", "/heal"));
        await _facts.Log.WaitForAsync("integrated fact 1");

        Assert.Equal((200, "consuming\n"), await _facts.AskAsync("GET", "/health/ready"));
        Assert.Contains("hallucinogenic", (await _facts.AskAsync("GET", "/guide")).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Heal_BrokerIsAway_IsRefusedAndAllEnds()
    {
        var broker = new MovableBroker();
        await using RunningFacts facts = await RunningFacts.StartAsync(broker);
        Pid root = facts.Runtime.Find(facts.Parts.Names.Root);
        broker.Refuse(int.MaxValue);

        (int status, string text) = await facts.AskAsync("POST", "/heal");

        Assert.Equal(503, status);
        Assert.Contains("and the program ends", text, StringComparison.Ordinal);
        await root.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = Hang)]
    public async Task Heal_BrokerIsBackAtTheThirdTry_IsHealed()
    {
        var broker = new MovableBroker();
        await using RunningFacts facts = await RunningFacts.StartAsync(broker);
        broker.Refuse(times: 2);

        Assert.Equal((200, "healed\n"), await facts.AskAsync("POST", "/heal"));
        Assert.Equal((200, "consuming\n"), await facts.AskAsync("GET", "/health/ready"));
    }

    [Fact(Timeout = Hang)]
    public async Task Kill_Consumer_ExecutesOrder66()
    {
        Pid monitor = _facts.Runtime.Find(_facts.Parts.Names.Monitor);

        Assert.Equal((202, "MushroomConsumer is killed.\n"), await _facts.AskAsync("POST", "/kill/MushroomConsumer"));
        await _facts.EndOfAsync(monitor);

        Assert.DoesNotContain("ToxicityConsumer", (await _facts.AskAsync("GET", "/tree")).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task DeadLetters_UnknownKind_AreListedHeldRequeuedAndDropped()
    {
        foreach (string id in new[] { "1", "2", "3" })
        {
            await _facts.AskAsync("POST", "/facts/mushrooms", $$"""{"id":"{{id}}","kind":"painted","mushroom":"fly agaric"}""");
            await _facts.Log.WaitForAsync($"put fact {id} aside");
        }

        Assert.StartsWith(
            """[{"id":1,"queue":"mushrooms","fact":{"id":"1","kind":"painted","mushroom":"fly agaric"},"reason":"nobody knows the kind 'painted'","attempts":1}""",
            (await _facts.AskAsync("GET", "/dead-letters")).Text,
            StringComparison.Ordinal);
        Assert.Equal(409, (await _facts.AskAsync("POST", "/dead-letters/1/requeue")).Status);
        Assert.Equal((200, "Dead letter 2 is gone for good.\n"), await _facts.AskAsync("DELETE", "/dead-letters/2"));
        Assert.Equal(200, (await _facts.AskAsync("POST", "/dead-letters/1/hold?seconds=3600")).Status);
        Assert.Contains("heldUntil", (await _facts.AskAsync("GET", "/dead-letters")).Text, StringComparison.Ordinal);
        Assert.Equal((200, "Dead letter 1 waits for somebody.\n"), await _facts.AskAsync("POST", "/dead-letters/1/hold"));

        await _facts.AskAsync("POST", "/teach/kind/mushrooms/painted");
        Assert.Equal((200, "Dead letter 1 is back in its queue.\n"), await _facts.AskAsync("POST", "/dead-letters/1/requeue"));
        await _facts.Log.WaitForAsync("integrated fact 1");
        Assert.Equal((200, "Dead letter 3 is requeued in 0 s.\n"), await _facts.AskAsync("POST", "/dead-letters/3/hold?seconds=0"));
        await _facts.Log.WaitForAsync("integrated fact 3");
        Assert.Equal((200, "[]"), await _facts.AskAsync("GET", "/dead-letters"));
    }
}
