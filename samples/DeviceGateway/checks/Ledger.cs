namespace DeviceGateway.Checks;

/// <summary>What must be true in the end.</summary>
internal static class Ledger
{
    /// <summary>No device is read any more; what was read must be everywhere. Then the gateway is told to stop.</summary>
    public static async Task NothingLostAsync(Scoreboard score, World world, CheckedProgram gateway)
    {
        using var client = new GatewayClient(gateway);
        await world.Field.CommandAsync("cut all");
        bool isCarried = await Patience.UntilAsync(async () => await client.WaitingAsync() == 0);
        IReadOnlyDictionary<int, long> safe = await world.Field.SafeAsync();
        IReadOnlyDictionary<string, long> last = await world.Warehouse.LastAsync();
        long lost = safe.Count(device => device.Value > last.GetValueOrDefault(Invariant($"{device.Key}")));
        long holes = await world.Warehouse.HolesAsync();
        score.Expect(isCarried && lost == 0, $"all {safe.Values.Sum()} readings that devices were told are safe are in the database ({safe.Count} devices)");
        score.Expect(holes == 0, $"of {last.Values.Sum()} numbers {holes} are missing");
        bool areReported = await Patience.UntilAsync(() => Task.FromResult(world.Reports.Has(last)));
        score.Expect(areReported, $"and all of them were reported to the queue ({world.Reports.Count} different ones)");
        int exit = await gateway.TerminateAsync();
        score.Expect(exit == 0, $"SIGTERM ends the gateway with {exit}");
        int simulator = await world.Field.TerminateAsync();
        score.Expect(simulator == 0, $"and the simulator with {simulator}");
    }
}
