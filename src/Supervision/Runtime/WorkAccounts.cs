using System.Collections.Concurrent;

namespace Supervision.Runtime;

/// <summary>The accounts of all processes that have had a turn since somebody began to count.</summary>
internal sealed class WorkAccounts
{
    private readonly ConcurrentDictionary<Pid, WorkAccount> _accounts = new();

    internal WorkAccount Of(Pid pid) => _accounts.GetOrAdd(pid, static _ => new WorkAccount());

    internal WorkAccount? Find(Pid pid) => _accounts.GetValueOrDefault(pid);

    /// <summary>The process has ended; what its last turn still adds is lost.</summary>
    internal void Forget(Pid pid) => _accounts.TryRemove(pid, out _);
}
