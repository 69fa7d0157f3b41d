namespace DeviceGateway.Checks;

/// <summary>The networks on both sides go away and come back.</summary>
internal static class NetworkChecks
{
    private const int Few = 2;
    private static readonly TimeSpan Attempts = TimeSpan.FromSeconds(3);

    /// <summary>The server is there, and the database is not.</summary>
    public static async Task NoSuchDatabaseAsync(Scoreboard score, World world)
    {
        await using CheckedProgram gateway = await CheckedProgram.StartAsync("DeviceGateway", "--port", "0", "--sql", world.Warehouse.UrlOf("nosuch"));
        await Task.Delay(Attempts, TimeProvider.System);
        string[] told = [.. gateway.Log.Where(line => line.Contains("nosuch", StringComparison.Ordinal))];
        bool hasFrames = gateway.Log.Any(line => line.Contains(" FAIL ", StringComparison.Ordinal) || line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        score.Expect(told.Length == 1 && !hasFrames, $"it says so in {told.Length} line: {told.FirstOrDefault()}");
    }

    /// <summary>Nobody is there when the gateway starts; then all come.</summary>
    public static async Task<CheckedProgram> NothingThereAsync(Scoreboard score, World world)
    {
        await Task.WhenAll(world.Sql.StopAsync(), world.Queue.StopAsync());
        long begin = TimeProvider.System.GetTimestamp();
        CheckedProgram gateway = await world.StartGatewayAsync(world.AllDevices);
        TimeSpan took = TimeProvider.System.GetElapsedTime(begin);
        using var client = new GatewayClient(gateway);
        bool runs = await Patience.UntilAsync(async () => (await client.DevicesAsync()).Running == World.Configured);
        score.Expect(runs && await client.IsReadyAsync(), $"without database, broker and devices it starts in {took.TotalSeconds:F1} s, is ready, and {World.Configured} devices have their processes");
        Neighbours before = await Neighbours.LookAsync(client);

        await Task.WhenAll(world.StartFieldAsync(), world.Sql.StartAsync(), world.Queue.StartAsync());
        bool isThere = await Patience.UntilAsync(async () => await HasReadingsAsync(world, World.Configured - 1));
        score.Expect(isThere, $"they come, and readings of {World.Configured - 1} devices are in the database");
        await ToldAsync(score, gateway, "The database", 0);
        await ToldAsync(score, gateway, "The queue", 0);
        score.Expect(await before.ChangedAsync(Neighbours.DevicesBut()) == 0, $"for that no device had to be started anew");
        bool isAlone = await Patience.UntilAsync(async () => (await client.DevicesAsync()).Away is [{ Device: "device:17" }]);
        score.Expect(isAlone, $"device 17 answers garbage and is given up, alone: {(await client.DevicesAsync()).Running} others run");
        score.Expect(await before.ChangedAsync(Neighbours.DevicesBut()) == 0, $"of the others none has another pid");
        return gateway;
    }

    /// <summary>The database loses its power, and comes back.</summary>
    public static async Task SqlAwayAsync(Scoreboard score, World world, CheckedProgram gateway, GatewayClient client)
    {
        int told = Count(gateway, "The database is away");
        Neighbours before = await Neighbours.LookAsync(client);
        await world.Sql.CrashAsync();
        bool waits = await Patience.UntilAsync(async () => await client.WaitingAsync() > World.Configured);
        score.Expect(waits && await client.IsReadyAsync(), $"PostgreSQL crashes: devices are read on, and {await client.WaitingAsync()} readings wait on the disk");
        await world.Sql.StartAsync();
        bool flows = await Patience.UntilAsync(async () => await client.WaitingAsync() < World.Configured / 2);
        score.Expect(flows && await world.Warehouse.HolesAsync() == 0, $"it is back: {await world.Warehouse.CountAsync()} readings are in it, and no number is missing");
        await ToldAsync(score, gateway, "The database", told);
        score.Expect(await before.ChangedAsync(Neighbours.DevicesBut()) == 0, $"no device has another pid");
    }

    /// <summary>The broker closes its doors, and opens them again.</summary>
    public static async Task QueueAwayAsync(Scoreboard score, World world, CheckedProgram gateway, GatewayClient client)
    {
        int told = Count(gateway, "The queue is away");
        Neighbours before = await Neighbours.LookAsync(client);
        await world.Queue.StopAsync();
        bool waits = await Patience.UntilAsync(async () => await client.WaitingAsync() > World.Configured);
        int reported = world.Reports.Count;
        await world.Queue.StartAsync();
        bool flows = await Patience.UntilAsync(async () => await client.WaitingAsync() < World.Configured / 2 && world.Reports.Count > reported + World.Configured);
        score.Expect(waits && flows, $"RabbitMQ goes and comes: {reported} readings were reported before, {world.Reports.Count} are now");
        await ToldAsync(score, gateway, "The queue", told);
        score.Expect(await before.ChangedAsync(name => !name.StartsWith("device:17", StringComparison.Ordinal)) == 0, $"no process with a name is another one");
    }

    /// <summary>That it was away is told, and that it is back; not each attempt. Whoever stops or starts may let somebody in for a moment, which is a second time.</summary>
    private static async Task ToldAsync(Scoreboard score, CheckedProgram gateway, string neighbour, int before)
    {
        bool isBack = await Patience.UntilAsync(() => Task.FromResult(Count(gateway, $"{neighbour} is there now") == Count(gateway, $"{neighbour} is away")));
        int times = Count(gateway, $"{neighbour} is away") - before;
        score.Expect(isBack && times is > 0 and <= Few, $"the log says of it: {neighbour} is away, and is there now, in {times * 2} lines");
    }

    private static int Count(CheckedProgram gateway, string text) => gateway.Log.Count(line => line.Contains(text, StringComparison.Ordinal));

    private static async Task<bool> HasReadingsAsync(World world, int devices)
    {
        try
        {
            return await world.Warehouse.DevicesBeyondAsync(0) >= devices;
        }
        catch (Npgsql.PostgresException)
        {
            // The gateway has not made its tables yet.
            return false;
        }
    }
}
