namespace DeviceGateway.Checks;

/// <summary>Devices go away, hang and go mad.</summary>
internal static class DeviceChecks
{
    private const int Mad = 40;
    private static readonly int[] Cut = [.. Enumerable.Range(100, 10)];
    private static readonly int[] Hung = [.. Enumerable.Range(110, 10)];

    /// <summary>Some are cut off and some are silent, until they are healed.</summary>
    public static async Task LostAsync(Scoreboard score, World world, GatewayClient client)
    {
        Neighbours before = await Neighbours.LookAsync(client);

        // Silence takes five seconds to be noticed; whoever is cut off meanwhile would be asked less and less often.
        await world.Field.CommandAsync("hang 110-119");
        bool areLost = await Patience.UntilAsync(() => client.AreAsync(DeviceState.Offline, Hung));
        await world.Field.CommandAsync("cut 100-109");
        areLost &= await Patience.UntilAsync(() => client.AreAsync(DeviceState.Offline, Cut));
        score.Expect(areLost, $"{Cut.Length} devices are cut off and {Hung.Length} say nothing: all are known to be offline");
        await world.Field.CommandAsync("heal 100-119");
        bool areBack = await Patience.UntilAsync(() => client.AreAsync(DeviceState.Online, [.. Cut, .. Hung]));
        DeviceView? hung = await client.DeviceAsync("110");
        score.Expect(areBack && hung is { Gaps: [.., { Missing: 0 }] }, $"healed they are read again; the gap is recorded, and no reading is missing");
        int machines = await before.ChangedAsync(Neighbours.PartOf([.. Cut, .. Hung], "fsm"));
        score.Expect(machines == 0 && await before.ChangedAsync(Neighbours.DevicesBut(Mad)) == 0, $"neither they nor anybody else were started anew");
    }

    /// <summary>One goes mad while repairs of its hall are paused. What becomes of that takes ten seconds.</summary>
    public static async Task PauseAsync(Scoreboard score, World world, GatewayClient client)
    {
        string mad = Invariant($"device:{Mad}");
        await client.AskAsync("POST", "/repairs/hall-1/pause");
        await world.Field.CommandAsync(Invariant($"bonkers {Mad}"));
        bool isGone = await Patience.UntilAsync(async () => (await client.DevicesAsync()).Away.Any(device => device.Device == mad));
        await world.Field.CommandAsync(Invariant($"heal {Mad}"));
        score.Expect(isGone, $"repairs of hall-1 are paused; device {Mad} goes mad, is given up, and is well again");
    }

    /// <summary>It is left alone until repairs are resumed.</summary>
    public static async Task ResumeAsync(Scoreboard score, GatewayClient client)
    {
        string mad = Invariant($"device:{Mad}");
        bool isDue = await Patience.UntilAsync(async () =>
            (await client.DevicesAsync()).Away.FirstOrDefault(device => device.Device == mad) is { StartsIn: null or "00:00:00" });
        (_, string ready) = await client.AskAsync("GET", "/health/ready");
        DevicesView away = await client.DevicesAsync();
        score.Expect(isDue && away.Away.Any(device => device.Device == mad && device.PausedBy.Contains("hall-1")), $"it is due, and left alone");
        score.Expect(ready.Contains("hall-1", StringComparison.Ordinal), $"health says so: {ready.Split('\n').FirstOrDefault(line => line.Contains("hall-1", StringComparison.Ordinal))}");
        long begin = TimeProvider.System.GetTimestamp();
        await client.AskAsync("POST", "/repairs/hall-1/resume");
        bool isBack = await Patience.UntilAsync(() => client.AreAsync(DeviceState.Online, [Mad]));
        score.Expect(isBack, $"resumed it is back after {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:F1} s");
    }
}
