using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>Starts a fixed number of idle servers; an operation is one that is initialised.</summary>
internal sealed class SpawnMany(int size) : ProcessWorkload
{
    internal override string Operation => NameFor(size);

    internal override int Operations => size;

    internal static string NameFor(int size) => string.Create(CultureInfo.InvariantCulture, $"processes-{size}");

    internal override async Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            await Runtime.StartServerAsync(static () => new Player());
        }
    }

    internal override Task CleanUpAsync() => Spawn.EndAllAsync(Runtime);
}
