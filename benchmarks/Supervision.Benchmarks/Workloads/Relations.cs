namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that monitors another and stops doing so, or links and unlinks; an operation is a pair.</summary>
internal sealed class Relations(bool links) : ProcessWorkload
{
    private static readonly object Synchronized = new();

    internal override string Operation => links ? "link" : "monitor";

    internal override Task RunAsync(int operations) => Runtime.Spawn(async context =>
    {
        Pid target = context.Spawn(static async echo => (await echo.ReceiveAsync<Pid>()).Send(Synchronized));
        for (int i = 0; i < operations; i++)
        {
            if (links)
            {
                context.Link(target);
                context.Unlink(target);
            }
            else
            {
                context.Demonitor(context.Monitor(target), flush: false);
            }
        }

        // All that was sent to the target has arrived when it answers.
        target.Send(context.Self);
        await context.ReceiveAsync<object>(static message => message == Synchronized);
    }).WaitForExitAsync();
}
