using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that links to many others and unlinks again; an operation is a link that both ends have entered and both have removed. Each
/// end says so: what one end does alone is over long before the other has had its turn, and a small number would be told as free.</summary>
internal sealed class LinkMany(int size) : ProcessWorkload
{
    private readonly Pid[] _others = new Pid[size];

    internal override string Operation => NameFor(size);

    internal override int Operations => size;

    internal static string NameFor(int size) => string.Create(CultureInfo.InvariantCulture, $"links-{size}");

    internal override Task SetUpAsync()
    {
        for (int i = 0; i < size; i++)
        {
            _others[i] = Runtime.Spawn(static async context =>
            {
                while (true)
                {
                    (await context.ReceiveAsync<Signalled>()).Signal();
                }
            });
        }

        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations) => Runtime.Spawn(async context =>
    {
        await AtBothEndsAsync(context.Link);
        await AtBothEndsAsync(other => context.Unlink(other));

        async Task AtBothEndsAsync(Action<Pid> action)
        {
            Signalled arrived = new(operations);
            for (int i = 0; i < operations; i++)
            {
                action(_others[i]);
                _others[i].Send(arrived);
            }

            await arrived.Task;
        }
    }).WaitForExitAsync();
}
