using Supervision;

await using var runtime = new ProcessRuntime();

Pid pid = runtime.Spawn(async context =>
{
    Console.WriteLine("in the process: I work for a second");
    await context.DelayAsync(TimeSpan.FromSeconds(1));
    Console.WriteLine("in the process: done");
});

ExitReason reason = await pid.WaitForExitAsync();
Console.WriteLine($"it ended: {reason}");

Pid broken = runtime.Spawn(async context =>
{
    await context.DelayAsync(TimeSpan.FromSeconds(1));
    throw new InvalidOperationException("oh no");
});
Console.WriteLine($"the other one ended: {await broken.WaitForExitAsync()}");

for (int i = 0; i < 100_000; i++)
{
    runtime.Spawn(context => context.DelayAsync(TimeSpan.FromHours(1)));
}

Console.WriteLine($"{runtime.ProcessCount} processes wait for an hour");
