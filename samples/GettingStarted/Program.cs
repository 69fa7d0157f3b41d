using Supervision;

await using var runtime = new ProcessRuntime();
await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
    .Server("counter", () => new Counter(), new ServerOptions { Name = "counter" })));

var counter = ServerRef<Add>.ForName(runtime, "counter");
Console.WriteLine($"count: {await counter.CallAsync(new Add(1))}");
Console.WriteLine($"count: {await counter.CallAsync(new Add(1))}");

CallResult<int> result = await counter.TryCallAsync(new Add(-1));
Console.WriteLine($"no reply: {result.Failure?.Reason}");

await runtime.FindAsync("counter"); // the supervisor has started a new one
Console.WriteLine($"count: {await counter.CallAsync(new Add(1))}");

internal sealed record Add(int Amount) : ICall<Add, int>;

internal sealed class Counter : GenServer<Add>
{
    private int _count;

    protected override ValueTask HandleAsync(Add add)
    {
        if (add.Amount < 0) throw new InvalidOperationException("this counter only goes up");
        Reply(add, _count += add.Amount);
        return default;
    }
}
