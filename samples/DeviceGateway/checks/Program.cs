using DeviceGateway.Checks;

if (CheckArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(CheckArguments.Usage);
    return 2;
}

var score = new Scoreboard();
if (arguments.Chaos is { } time)
{
    await using var world = new World(arguments);
    await score.RunAsync("Chaos", () => ChaosChecks.RunAsync(score, world, time, arguments.Seed));
}
else
{
    await using var world = new World(arguments);
    CheckedProgram? gateway = null;
    await score.RunAsync("The command line", () => ProgramChecks.CommandLineAsync(score));
    await score.RunAsync("It is started twice", () => ProgramChecks.StartedTwiceAsync(score));
    await score.RunAsync("The database does not exist", () => NetworkChecks.NoSuchDatabaseAsync(score, world));
    await score.RunAsync("It starts with no network at all", async () => gateway = await NetworkChecks.NothingThereAsync(score, world));
    if (gateway is not null)
    {
        using (var client = new GatewayClient(gateway))
        {
            await score.RunAsync("Repairs are paused", () => DeviceChecks.PauseAsync(score, world, client));
            await score.RunAsync("PostgreSQL goes away and comes back", () => NetworkChecks.SqlAwayAsync(score, world, gateway, client));
            await score.RunAsync("RabbitMQ goes away and comes back", () => NetworkChecks.QueueAwayAsync(score, world, gateway, client));
            await score.RunAsync("Devices are cut off and hang", () => DeviceChecks.LostAsync(score, world, client));
            await score.RunAsync("Repairs are resumed", () => DeviceChecks.ResumeAsync(score, client));
            await score.RunAsync("The configuration is changed by the queue and by HTTP", () => ConfigurationChecks.ChangedAsync(score, world, client));
        }

        await score.RunAsync("kill -9 while the database is away", async () => gateway = await ConfigurationChecks.KilledAsync(score, world, gateway));
        await score.RunAsync("Nothing is lost", () => Ledger.NothingLostAsync(score, world, gateway));
        await gateway.DisposeAsync();
    }
}

score.Close();
return score.Failed == 0 ? 0 : 1;
