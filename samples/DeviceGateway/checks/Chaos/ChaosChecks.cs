namespace DeviceGateway.Checks;

/// <summary>Everything that a gateway stands between is broken at random, and the gateway too, while devices are read four times a second and people look
/// on. In the end everything is mended, and nothing is lost.</summary>
internal static class ChaosChecks
{
    private const string Often = "00:00:00.25";
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(Scoreboard score, World world, TimeSpan time, int seed)
    {
        await world.StartFieldAsync();
        await using var life = new GatewayLife(world);
        await life.StartAsync(world.AllDevices);
        using (var client = new GatewayClient(life.Program))
        {
            string devices = string.Join(',', Enumerable.Range(1, World.Configured).Select(device => world.Device(device, Often)));
            await client.AskAsync("POST", "/config", $$"""{"put":[{{devices}}]}""");
        }

        Console.WriteLine(Invariant($"       seed {seed}, {time.TotalSeconds:F0} s"));
        await using var people = new People(life);
        var monkey = new Monkey(world, life, new Random(seed));
        await monkey.RunAsync(time);
        score.Expect(life.Surprises.Count == 0, $"the gateway has ended only when it was told to{string.Concat(life.Surprises.Select(end => $"; {end}"))}");
        score.Note($"{monkey.Told}");
        score.Note($"people: {people.Answered} answers of {people.Asked}, the longest wait {people.Longest.TotalMilliseconds:F0} ms");

        await monkey.MendAsync();
        int exit = await life.StopAsync();
        score.Expect(exit == 0, $"mended; SIGTERM ends the gateway with {exit}");
        await life.StartAsync();
        using var again = new GatewayClient(life.Program);
        ConfigurationView configured = await again.ConfigurationAsync();
        int wanted = configured.Devices.Count;
        bool isEverybody = await Patience.UntilAsync(
            async () => await again.DevicesAsync() is { Away: [] } view && view.Running == wanted
                && await again.AreAsync(DeviceState.Online, configured.Devices.Select(device => int.Parse(device.Id, System.Globalization.CultureInfo.InvariantCulture))),
            Patient);
        score.Expect(isEverybody, $"started anew all {wanted} configured devices answer");
        await Ledger.NothingLostAsync(score, world, life.Program);
    }
}
