namespace DeviceGateway.Checks;

/// <summary>Somebody changes the configuration, and it outlives the program.</summary>
internal static class ConfigurationChecks
{
    private const int Faster = 5;
    private const int ByQueue = 6;
    private const int ByHttp = 7;
    private const int Later = 8;
    private const int New = 201;
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);

    /// <summary>By the queue and by HTTP.</summary>
    public static async Task ChangedAsync(Scoreboard score, World world, GatewayClient client)
    {
        Neighbours before = await Neighbours.LookAsync(client);
        await world.Reports.ChangeAsync($$"""{"put":[{{world.Device(Faster, "00:00:00.25")}}],"remove":["{{ByQueue}}"]}""");
        bool isFaster = await Patience.UntilAsync(async () => await IsFastAsync(client, Faster) && !await IsKnownAsync(client, ByQueue));
        score.Expect(isFaster, $"by the queue: device {Faster} is asked four times a second, and device {ByQueue} is gone");
        (int status, _) = await client.AskAsync("POST", "/config", $$"""{"put":[{{world.Device(New, "00:00:01")}}],"remove":["{{ByHttp}}"]}""");
        bool isNew = await Patience.UntilAsync(async () => await client.AreAsync(DeviceState.Online, [New]) && !await IsKnownAsync(client, ByHttp));
        score.Expect(status == 200 && isNew, $"by HTTP: device {New} is new and answers, and device {ByHttp} is gone");
        score.Expect(await before.ChangedAsync(Neighbours.DevicesBut(ByQueue, ByHttp)) == 0, $"no other device has another pid, and neither has the changed one");
        (int mistake, string complaint) = await client.AskAsync("POST", "/config", """{"put":[{"id":"9"}]}""");
        score.Expect(mistake == 400, $"what is no change is refused: {complaint}");
    }

    /// <summary>Killed while the database is away, and after a change that it does not know.</summary>
    public static async Task<CheckedProgram> KilledAsync(Scoreboard score, World world, CheckedProgram killed)
    {
        long version;
        using (var client = new GatewayClient(killed))
        {
            await world.Sql.StopAsync();
            await client.AskAsync("POST", "/config", $$"""{"put":[{{world.Device(Later, "00:00:00.25")}}]}""");
            await Patience.UntilAsync(async () => await client.WaitingAsync() > World.Configured);
            version = (await client.ConfigurationAsync()).Version;
            await killed.KillAsync();
        }

        (int refused, _, string why) = await world.RunGatewayToEndAsync("--refuse-stale");
        score.Expect(refused == 1 && why.Contains("--refuse-stale forbids", StringComparison.Ordinal), $"kill -9 while the database is away; with --refuse-stale it ends with {refused}: {why.TrimEnd().Split('\n')[^1]}");
        CheckedProgram gateway = await world.StartGatewayAsync();
        using var again = new GatewayClient(gateway);
        ConfigurationView view = await again.ConfigurationAsync();
        score.Expect(!view.IsConfirmed && view.Devices.Count == World.Configured - 1, $"without it it serves the last configuration, with {view.Devices.Count} devices, and says that nobody confirms it");
        score.Expect(view.Version == version, $"it is version {view.Version}, as it was when the program was killed");
        bool isLast = await Patience.UntilAsync(async () => await IsFastAsync(again, Later) && await again.AreAsync(DeviceState.Online, [Later, New, 200]));
        score.Expect(isLast, $"the last change is in it, and devices are read");
        await world.Sql.StartAsync();
        bool isConfirmed = await Patience.UntilAsync(async () => await again.ConfigurationAsync() is { IsConfirmed: true, Unsaved: 0 });
        IReadOnlySet<string> ids = await world.Warehouse.ConfiguredAsync();
        bool areThese = ids.Count == World.Configured - 1 && ids.Contains(Invariant($"{New}")) && !ids.Contains(Invariant($"{ByQueue}"));
        score.Expect(isConfirmed && areThese, $"the database is back and knows all changes: it has {ids.Count} devices");
        return gateway;
    }

    private static async Task<bool> IsFastAsync(GatewayClient client, int device) =>
        await client.DeviceAsync(Invariant($"{device}")) is { State: DeviceState.Online } view && view.Device.PollEvery == Fast;

    private static async Task<bool> IsKnownAsync(GatewayClient client, int device) => (await client.AskAsync("GET", Invariant($"/devices/{device}"))).Status != 404;
}
