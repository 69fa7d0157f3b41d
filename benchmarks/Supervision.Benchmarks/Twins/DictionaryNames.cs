using System.Collections.Concurrent;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>The names in a dictionary of the framework.</summary>
internal sealed class DictionaryNames(bool lookup, string? operation = null) : TwinWorkload(operation ?? Names.NameFor(lookup), "dictionary")
{
    private readonly ConcurrentDictionary<string, object> _names = new(Names.All.Select(static name => KeyValuePair.Create(name, new object())));

    internal override Task RunAsync(int operations) => Task.Run(() =>
    {
        for (int i = 0; i < operations; i++)
        {
            if (lookup ? !_names.TryGetValue(Names.All[i % Names.Count], out _) : !AddAndRemove())
            {
                throw new InvalidOperationException("A name is missing.");
            }
        }
    });

    private bool AddAndRemove() => _names.TryAdd("temporary", this) && _names.TryRemove("temporary", out _);
}
