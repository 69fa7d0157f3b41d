using Supervision;

await using var runtime = new ProcessRuntime();

Pid left = runtime.Spawn(context => context.ReceiveAsync<Crash>().AsTask());
Pid right = runtime.Spawn(async context =>
{
    context.Link(left);
    await context.ReceiveAsync<Crash>();
    throw new InvalidOperationException("right broke");
});

Task<ExitReason> leftEnds = left.WaitForExitAsync();
Task<ExitReason> rightEnds = right.WaitForExitAsync();
right.Send(new Crash());
Console.WriteLine($"right: {await rightEnds}");
Console.WriteLine($"left:  {await leftEnds}");

Pid parent = runtime.Spawn(async context =>
{
    Pid child = context.SpawnLink(_ => Task.CompletedTask);
    await child.WaitForExitAsync(context.CancellationToken);
    Console.WriteLine("the child ended normally, and its parent works on");
});
await parent.WaitForExitAsync();

internal sealed record Crash;
