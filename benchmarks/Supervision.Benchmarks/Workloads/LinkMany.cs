using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A process that links to many others; an operation is a link.</summary>
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
            _others[i] = Runtime.Spawn(static context => context.ReceiveAsync<string>().AsTask());
        }

        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations) => Runtime.Spawn(context =>
    {
        for (int i = 0; i < operations; i++)
        {
            context.Link(_others[i]);
        }

        for (int i = 0; i < operations; i++)
        {
            context.Unlink(_others[i]);
        }

        return Task.CompletedTask;
    }).WaitForExitAsync();
}
