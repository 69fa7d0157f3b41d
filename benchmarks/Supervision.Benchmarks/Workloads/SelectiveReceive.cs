namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that receives a certain message although a thousand others wait before it; an operation is such a receive.</summary>
internal sealed class SelectiveReceive : ProcessWorkload
{
    internal const int Others = 1_000;

    internal override string Operation => "selective-receive";

    internal override Task RunAsync(int operations) => Runtime.Spawn(async context =>
    {
        for (int i = 0; i < Others; i++)
        {
            context.Self.Send("another");
        }

        object wanted = new Wanted();
        for (int i = 0; i < operations; i++)
        {
            context.Self.Send(wanted);
            await context.ReceiveAsync<Wanted>();
        }
    }).WaitForExitAsync();

    internal sealed class Wanted;
}
