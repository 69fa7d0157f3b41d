using Supervision;

await using var runtime = new ProcessRuntime();

Pid boss = runtime.Spawn(async context =>
{
    context.TrapExits = true;
    for (int attempt = 1; attempt <= 3; attempt++)
    {
        context.SpawnLink(_ => throw new InvalidOperationException("I cannot work like this"));
        Signal.Exit exit = await context.ReceiveAsync<Signal.Exit>();
        Console.WriteLine($"worker {attempt} ended, its boss does not: {exit.Reason}");
    }

    Console.WriteLine("three are enough, says the boss");
});
await boss.WaitForExitAsync();

Pid watcher = runtime.Spawn(async context =>
{
    Pid watcher = context.Self;
    var (stubborn, _) = context.SpawnMonitor(
        async self =>
        {
            Signal.Exit exit = await self.ReceiveAsync<Signal.Exit>();
            watcher.Send($"asked to go ({exit.Reason}), and stays");
            await self.ReceiveAsync<string>();
        },
        new ProcessOptions { TrapExits = true });

    stubborn.Exit(ExitReason.Shutdown);
    Console.WriteLine(await context.ReceiveAsync<string>());

    stubborn.Exit(ExitReason.Kill);
    Signal.Down down = await context.ReceiveAsync<Signal.Down>();
    Console.WriteLine($"the stubborn one is down: {down.Reason}");
});
await watcher.WaitForExitAsync();
