using System.Diagnostics;
using Supervision.Registries;
using Supervision.Runtime;

namespace Supervision;

/// <summary>Processes, found by keys of your own: what <see cref="UniqueRegistry{TKey, TValue}"/> and
/// <see cref="DuplicateRegistry{TKey, TValue}"/> have in common.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">What a process may say of itself under a key; immutable.</typeparam>
/// <remarks>
/// <para>A process registers itself, and nobody else. When it is told to end it is not found any more; its entries are gone before links,
/// monitors and its supervisor hear of its end. So whoever is started in its place finds its keys free.</para>
/// <para>A registry is an object and no process: nothing is linked, nothing can crash, a look asks nobody. It needs no place in the tree, and
/// lives as long as it is referred to.</para>
/// <para><b>From:</b> any thread, but for what takes a <see cref="ProcessContext"/>: that only inside that process.</para>
/// <para><b>OTP:</b> none; Elixir's Registry. See DIFFERENCES.md.</para>
/// </remarks>
[DebuggerDisplay("{Count} entries")]
public abstract class ProcessRegistry<TKey, TValue>
    where TKey : notnull
{
    private readonly ListenerList _listeners = new();
    private readonly RegistryLocks<TKey> _locks;
    private long _order;
    private int _count;

    private protected ProcessRegistry(ProcessRuntime runtime, IEqualityComparer<TKey>? comparer)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        _locks = new RegistryLocks<TKey>(comparer);
        Runtime = runtime;
    }

    /// <summary>The runtime whose processes are registered.</summary>
    public ProcessRuntime Runtime { get; }

    /// <summary>How many entries there are, those of processes that are just ending included.</summary>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.count/1.</para></remarks>
    public int Count
    {
        get
        {
            Use(isChange: false);
            return Volatile.Read(ref _count);
        }
    }

    /// <summary>Lists entries, oldest first.</summary>
    /// <param name="match">Which; null, the default, for all.</param>
    /// <returns>The entries whose process has not been told to end. Entries that come or go meanwhile may be in it or not.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> looks at all entries of the registry.</para>
    /// <para><b>OTP:</b> none; Elixir's Registry.select/2, with a function in place of match specifications.</para>
    /// </remarks>
    public IReadOnlyList<RegistryEntry<TKey, TValue>> Where(Func<RegistryEntry<TKey, TValue>, bool>? match = null)
    {
        Use(isChange: false);
        List<RegistryRecord<TKey, TValue>> found = [.. Records().Where(static record => record.Owner.IsSeenAlive)];
        found.Sort(static (left, right) => left.Order.CompareTo(right.Order));
        return [.. found.Select(static record => record.Entry).Where(match ?? (static _ => true))];
    }

    /// <summary>Lists the keys of a process, in the order in which it took them; as often as it has registered under them.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>The keys; none for a process that has ended or been told to.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> looks at all entries of the registry.</para>
    /// <para><b>OTP:</b> none; Elixir's Registry.keys/2.</para>
    /// </remarks>
    public IReadOnlyList<TKey> KeysOf(Pid pid) => [.. Where(entry => entry.Pid == pid).Select(static entry => entry.Key)];

    /// <summary>Takes entries of the calling process away. Those of others are not touched.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="key">The key.</param>
    /// <param name="match">Which of its values under the key; null, the default, for all.</param>
    /// <returns>How many were taken away.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.unregister/2 and unregister_match/4.</para></remarks>
    public int Unregister(ProcessContext context, TKey key, Func<TValue, bool>? match = null)
    {
        ProcessCell process = CellOf(context);
        List<RegistryRecord<TKey, TValue>> own = Do(process, nameof(Unregister), () => OwnRecords(process, key));

        // The caller's function is called outside of the operation, where it may do what it likes, also with the registry.
        int count = 0;
        foreach (RegistryRecord<TKey, TValue> record in own.FindAll(record => match?.Invoke(record.Value) != false))
        {
            if (Do(process, nameof(Unregister), () => process.RemoveRegistrationOnTurn(record)))
            {
                Forget(record);
                count++;
            }
        }

        return count;
    }

    /// <summary>Sends the calling process a <see cref="RegistryEvent{TKey, TValue}"/> for each change from now on, as long as it lives. Once is
    /// enough; a second time makes no difference.</summary>
    /// <param name="context">The calling process.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks>
    /// <para>To know all, listen first and list then: a change in between is told and listed.</para>
    /// <para><b>OTP:</b> none; the listeners of Elixir's Registry. Differs: the end of a process is told too.</para>
    /// </remarks>
    public void Listen(ProcessContext context)
    {
        ProcessCell process = CellOf(context);
        Use(isChange: true);
        Do(process, nameof(Listen), () => _listeners.TryAdd(process));
    }

    /// <summary>Does something while no other process does so under the same key. Nothing need be registered under it.</summary>
    /// <typeparam name="TResult">What that gives.</typeparam>
    /// <param name="context">The calling process.</param>
    /// <param name="key">The key; those of others are not held up.</param>
    /// <param name="work">What to do, in the calling process. The key is free again when it has ended, also by an exception, and when the process
    /// is gone.</param>
    /// <returns>Completes with the result. Processes come in the order in which they asked; one that dies is skipped.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn, or inside of another one for the same key, which would wait for
    /// itself.</exception>
    /// <exception cref="OperationCanceledException">The calling process has been told to end while it waited.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.lock/3.</para></remarks>
    public async Task<TResult> LockAsync<TResult>(ProcessContext context, TKey key, Func<Task<TResult>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ProcessCell process = CellOf(context);
        Use(isChange: true);
        RegistryLock<TKey> turn = Do(process, nameof(LockAsync), () => Join(process, key));
        try
        {
            await turn.Turn.WaitAsync(process.CancellationToken).ConfigureAwait(true); // in the process
            return await work().ConfigureAwait(true); // in the process
        }
        finally
        {
            Use(isChange: true);
            if (process.Life == ProcessLife.Running && process.RemoveRegistrationOnTurn(turn))
            {
                turn.Withdraw();
            }
        }
    }

    private RegistryLock<TKey> Join(ProcessCell process, TKey key)
    {
        RegistryLock<TKey> entry = new(_locks, process, key);
        if (!_locks.TryJoin(entry))
        {
            throw RegistryErrors.LockedAlready(key, process.Pid);
        }

        process.AddRegistrationOnTurn(entry);
        return entry;
    }

    /// <summary>All entries of this moment, in no order.</summary>
    private protected abstract IEnumerable<RegistryRecord<TKey, TValue>> Records();

    /// <summary>What a process has under a key, oldest first; in its turn.</summary>
    private protected abstract List<RegistryRecord<TKey, TValue>> OwnRecords(ProcessCell process, TKey key);

    /// <summary>Takes an entry out of the table.</summary>
    private protected abstract void Drop(RegistryRecord<TKey, TValue> record);

    /// <summary>An entry that its owner does not list any more goes, and that is told.</summary>
    internal void Forget(RegistryRecord<TKey, TValue> record)
    {
        Use(isChange: true);
        Drop(record);
        Interlocked.Decrement(ref _count);
        if (!_listeners.IsEmpty)
        {
            _listeners.Tell(new RegistryEvent<TKey, TValue>.Unregistered(this, record.Key, record.Owner.Pid));
        }
    }

    /// <summary>An entry has come.</summary>
    private protected void Announce(RegistryRecord<TKey, TValue> record)
    {
        Interlocked.Increment(ref _count);
        if (!_listeners.IsEmpty)
        {
            _listeners.Tell(new RegistryEvent<TKey, TValue>.Registered(this, record.Key, record.Owner.Pid, record.Value));
        }
    }

    private protected RegistryRecord<TKey, TValue> NewRecord(ProcessCell process, TKey key, TValue value) =>
        new(this, process, key, value, Interlocked.Increment(ref _order));

    /// <summary>All registries are one thing to whoever wants to know what processes share: that is too much rather than too little.</summary>
    private protected void Use(bool isChange) => Runtime.Scheduler.SharedUses?.Invoke("registries", isChange);

    private protected ProcessCell CellOf(ProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ReferenceEquals(context.Runtime, Runtime) ? context.Cell : throw RegistryErrors.OtherRuntime(context.Self, nameof(context));
    }

    /// <summary>In the process's turn, and nothing comes between: the process cannot die in the midst of it.</summary>
    private protected static T Do<T>(ProcessCell process, string operation, Func<T> action)
    {
        process.BeginOperation(operation);
        try
        {
            return action();
        }
        finally
        {
            process.EndOperation();
        }
    }
}
