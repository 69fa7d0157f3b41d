namespace Supervision.Benchmarks.Workloads;

/// <summary>A process found by its key among a thousand in a registry of unique keys.</summary>
internal sealed class Keys : ProcessWorkload
{
    internal const string Name = "key-lookup";

    private readonly UniqueRegistry<string, int> _registry;

    internal Keys() => _registry = new(Runtime);

    internal override string Operation => Name;

    internal override async Task SetUpAsync()
    {
        foreach (string name in Names.All)
        {
            Runtime.Spawn(async context =>
            {
                _registry.TryRegister(context, name, 1, out _);
                await context.ReceiveAsync<Play.Ball>();
            });
        }

        while (_registry.Count < Names.Count)
        {
            await Task.Yield();
        }
    }

    internal override Task RunAsync(int operations) => Task.Run(() =>
    {
        for (int i = 0; i < operations; i++)
        {
            if (_registry.Find(Names.All[i % Names.Count]) == Pid.None)
            {
                throw new InvalidOperationException("A key is missing.");
            }
        }
    });
}
