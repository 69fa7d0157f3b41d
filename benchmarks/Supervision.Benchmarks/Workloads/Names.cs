using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A registered name looked up among a thousand, or registered and unregistered.</summary>
internal sealed class Names(bool lookup) : ProcessWorkload
{
    internal const int Count = 1_000;

    private Pid _unnamed;

    internal override string Operation => NameFor(lookup);

    internal static IReadOnlyList<string> All { get; } =
        [.. Enumerable.Range(0, Count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"name-{i}"))];

    internal static string NameFor(bool lookup) => lookup ? "registry-lookup" : "register";

    internal override Task SetUpAsync()
    {
        for (int i = 0; i < Count; i++)
        {
            Runtime.Spawn(static context => context.ReceiveAsync<Play.Ball>().AsTask(), new ProcessOptions { Name = All[i] });
        }

        _unnamed = Runtime.Spawn(static context => context.ReceiveAsync<Play.Ball>().AsTask());

        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations) => Task.Run(() =>
    {
        for (int i = 0; i < operations; i++)
        {
            if (lookup ? Runtime.Find(All[i % Count]) == Pid.None : !RegisterAndUnregister(_unnamed))
            {
                throw new InvalidOperationException("A name is missing.");
            }
        }
    });

    private bool RegisterAndUnregister(Pid pid) => Runtime.TryRegister("temporary", pid) && Runtime.Unregister("temporary");
}
