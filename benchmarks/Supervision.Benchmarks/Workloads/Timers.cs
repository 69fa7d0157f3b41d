using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that has a message sent later and takes it back, while others of its timers are pending; an operation is a pair.</summary>
internal sealed class Timers(int pending) : ProcessWorkload
{
    internal override string Operation => NameFor(pending);

    internal static string NameFor(int pending) => pending == 0 ? "timer" : string.Create(CultureInfo.InvariantCulture, $"timer-{pending}");

    internal override Task SetUpAsync()
    {
        Signalled ready = new(1);
        Runtime.Spawn(context =>
        {
            for (int i = 0; i < pending; i++)
            {
                context.SendAfter(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(i % 1_000), context.Self, Play.TheBall);
            }

            ready.Signal();
            return context.ReceiveAsync<Play.Ball>().AsTask();
        });
        return ready.Task;
    }

    internal override Task RunAsync(int operations) => Runtime.Spawn(context =>
    {
        for (int i = 0; i < operations; i++)
        {
            context.Cancel(context.SendAfter(TimeSpan.FromSeconds(5), context.Self, Play.TheBall));
        }

        return Task.CompletedTask;
    }).WaitForExitAsync();
}
