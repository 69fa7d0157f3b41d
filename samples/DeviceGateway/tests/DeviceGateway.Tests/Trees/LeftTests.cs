namespace DeviceGateway.Tests;

/// <summary>The left side: pool of the database, consumers and publishers of the queue, metrics.</summary>
public sealed class LeftTests
{
    [Fact]
    public void Start_WhileTheDatabaseRefuses_AnswersDisconnectedAndConnectsWhenItIsBack() => Run(isUp: false, async (test, gateway) =>
    {
        PoolRef<DatabaseMessage> pool = GatewayNames.Database(gateway.Runtime);
        Dictionary<string, Pid> before = await gateway.PidsAsync("left");
        Remote<long> away = await pool.CallAsync(new DatabaseMessage.Count());

        gateway.World.IsLeftUp = true;
        await test.AdvanceAsync(TimeSpan.FromSeconds(15));

        Assert.Equal("the network to the database is down", Assert.IsType<Remote<long>.Disconnected>(away).Why);
        Assert.IsType<Remote<long>.Done>(await pool.CallAsync(new DatabaseMessage.Count()));
        Assert.Equal(4, gateway.World.Database.Open);
        Assert.Equal(before, await gateway.PidsAsync("left"));
    });

    [Fact]
    public void DatabaseWorker_Killed_IsTheOnlyNewOneAndLeavesNoSession() => Run(isUp: true, async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync();
        string victim = before.Keys.Single(path => path.EndsWith("sql-pool/workers/2", StringComparison.Ordinal));

        before[victim].Exit(ExitReason.Kill);
        await test.IdleAsync();

        Dictionary<string, Pid> after = await gateway.PidsAsync();
        Assert.Equal([victim], after.Where(process => before[process.Key] != process.Value).Select(process => process.Key));
        Assert.Equal(4, gateway.World.Database.Open);
    });

    [Fact]
    public void Start_WhileTheBrokerRefuses_AnswersDisconnectedAndConnectsWhenItIsBack() => Run(isUp: false, async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync("left/queue");
        var publish = new PublishMessage.Publish("somewhere", "1", "text");
        Remote<bool> away = await GatewayNames.Publisher(gateway.Runtime).CallAsync(publish);
        await gateway.World.Broker.PublishAsync(QueueNames.Config, new("1", """{"remove":["1"]}"""), default);

        gateway.World.IsLeftUp = true;
        await test.AdvanceAsync(TimeSpan.FromSeconds(15));

        Assert.Equal("the network to the broker is down", Assert.IsType<Remote<bool>.Disconnected>(away).Why);
        Assert.IsType<Remote<bool>.Done>(await GatewayNames.Publisher(gateway.Runtime).CallAsync(publish));
        Assert.Equal(["device:2"], gateway.DevicePids().Keys);
        Assert.Equal(before, await gateway.PidsAsync("left/queue"));
    });

    [Theory]
    [InlineData("consumers/0")]
    [InlineData("publishers/workers/1")]
    public void QueueWorker_Killed_IsTheOnlyNewOne(string victim) => Run(isUp: true, async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync();
        string path = before.Keys.Single(path => path.EndsWith("left/queue/" + victim, StringComparison.Ordinal));

        before[path].Exit(ExitReason.Kill);
        await test.IdleAsync();

        Dictionary<string, Pid> after = await gateway.PidsAsync();
        Assert.Equal([path], after.Where(process => before[process.Key] != process.Value).Select(process => process.Key));
    });

    [Fact]
    public void DatabasePool_GivesUp_ChangesNoProcessOfTheQueue() => Run(isUp: true, async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync();
        string pool = before.Keys.Single(path => path.EndsWith("left/sql-pool", StringComparison.Ordinal));

        await gateway.ExhaustAsync(GatewayNames.SqlPool + "/workers", () => gateway.Find(GatewayNames.SqlPool + "/workers"));
        for (int kills = 0; kills < 20 && before[pool].IsAlive; kills++)
        {
            gateway.Find(GatewayNames.SqlPool).Exit(ExitReason.Kill);
            await test.IdleAsync();
        }

        Dictionary<string, Pid> after = await gateway.PidsAsync();
        Assert.NotEqual(before[pool], after[pool]);
        Assert.All(
            after.Where(process => !process.Key.StartsWith(pool, StringComparison.Ordinal)),
            process => Assert.Equal(before[process.Key], process.Value));
    });

    [Fact]
    public void Poller_StartedLast_IsCountedByTheMetricsWithItsFirstMessage() => Run(isUp: true, async (test, gateway) =>
    {
        MetricsView before = await GatewayNames.Meters(gateway.Runtime).CallAsync(new MetricsMessage.Ask());

        await gateway.ApplyAsync(new ConfigurationChange(Put: [new DeviceConfiguration("last", "memory", 0, TimeSpan.FromHours(1), "hall-9")]));
        await test.IdleAsync();

        MetricsView after = await GatewayNames.Meters(gateway.Runtime).CallAsync(new MetricsMessage.Ask());
        Assert.Equal((2, 3), (before.PollersStarted, after.PollersStarted));
    });

    [Fact]
    public void Garbage_InTheQueue_IsDroppedAndTheNextChangeIsTaken() => Run(isUp: true, async (test, gateway) =>
    {
        Dictionary<string, Pid> before = await gateway.PidsAsync("left");
        foreach (string text in (string[])["", "null", "\0#?!", "{}", """{"put":[null]}""", """{"put":[{"id":"x"}]}""", """{"remove":[""]}""", """{"remove":["1"]}"""])
        {
            await gateway.World.Broker.PublishAsync(QueueNames.Config, new("", text), default);
        }

        await test.IdleAsync();

        Assert.Equal(["device:2"], gateway.DevicePids().Keys);
        Assert.Equal((0, 0), gateway.World.Broker.Count(QueueNames.Config));
        Assert.Equal(before, await gateway.PidsAsync("left"));
        Assert.Equal(7, test.Logs.Lines.Count(line => line.Message.Contains("drops garbage", StringComparison.Ordinal)));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Left_AwayForAnHour_IsToldOnceEachAndSoIsItsReturn(bool isUp) => Run(isUp, async (test, gateway) =>
    {
        gateway.World.IsLeftUp = false;
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(
            [
                "Warning: The database is away, and is tried again until it is there: the network to the database is down",
                "Warning: The queue is away, and is tried again until it is there: the network to the broker is down",
            ],
            Told());

        gateway.World.IsLeftUp = true;
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Information: The database is there now.", "Information: The queue is there now."], Told().Where(line => line.EndsWith("now.", StringComparison.Ordinal)));
        Assert.Equal(4, Told().Count());

        IEnumerable<string> Told() => test.Logs.Lines
            .Where(line => line.Message.StartsWith("The database ", StringComparison.Ordinal) || line.Message.StartsWith("The queue ", StringComparison.Ordinal))
            .Select(line => $"{line.Level}: {line.Message}")
            .Order(StringComparer.Ordinal);
    });

    private static void Run(bool isUp, Func<TestProcess, Gateway, Task> body) => Simulation.Test(
        async test =>
        {
            var world = new World(test.Time, devices: 2) { IsLeftUp = isUp };
            world.ConfigurationDisk.Stored = new StoredConfiguration(MemoryDevices.Configure(2), []);
            Gateway gateway = await Gateway.StartAsync(test, world);
            await body(test, gateway);
            gateway.World.MustHaveAllAcknowledged();
        },
        Gateway.Rough);
}
