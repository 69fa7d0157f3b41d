namespace FactConsumers;

/// <summary>A journal that ends with the program, but not with the process that uses it.</summary>
internal sealed class MemoryJournal : IFactJournal
{
    private readonly List<Fact> _facts = [];

    public Task<IReadOnlyList<Fact>> OpenAsync() => Task.FromResult<IReadOnlyList<Fact>>([.. _facts]);

    public Task AppendAsync(Fact fact)
    {
        _facts.Add(fact);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
