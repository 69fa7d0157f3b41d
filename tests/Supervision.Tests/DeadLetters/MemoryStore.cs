using Supervision.Testing;

namespace Supervision.Tests.DeadLetters;

/// <summary>A store whose operations take a while when asked to, so that its user may end before, in and after them.</summary>
internal sealed class MemoryStore(TestProcess test) : IDeadLetterStore<string>
{
    private readonly Dictionary<long, DeadLetterEntry<string>> _entries = [];

    internal TimeSpan Latency { get; init; }

    public async ValueTask<IReadOnlyList<DeadLetterEntry<string>>> LoadAsync()
    {
        await PauseAsync();
        return [.. _entries.Values];
    }

    public async ValueTask PutAsync(DeadLetterEntry<string> entry)
    {
        await PauseAsync();
        _entries[entry.Id] = entry;
        await PauseAsync();
    }

    public async ValueTask RemoveAsync(long id)
    {
        await PauseAsync();
        _entries.Remove(id);
        await PauseAsync();
    }

    private Task PauseAsync() => Latency == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Latency, test.Time, CancellationToken.None);
}
