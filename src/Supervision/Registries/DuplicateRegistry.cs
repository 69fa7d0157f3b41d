using System.Collections.Concurrent;
using Supervision.Processes;
using Supervision.Registries;
using Supervision.Runtime;

namespace Supervision;

/// <summary>A registry in which any number of processes may be under one key, each as often as it likes.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">What a process may say of itself under a key; immutable.</typeparam>
/// <example>Everybody who wants to hear of a subject:
/// <code>
/// DuplicateRegistry&lt;string, string> subjects = new(test.Runtime);
/// List&lt;string> heard = [];
/// string[] names = ["ann", "bob"];
/// foreach (string name in names)
/// {
///     ChildSpec reads = ChildSpec.Process(name, async reader =>
///     {
///         subjects.Register(reader, "weather", name);
///         heard.Add(name + ": " + await reader.ReceiveAsync&lt;string>());
///     });
///     await test.StartSupervisedAsync(reads with { Restart = Restart.Temporary });
/// }
///
/// await test.IdleAsync();
/// int told = subjects.Send("weather", "rain");
/// </code></example>
/// <remarks>
/// <para>See <see cref="ProcessRegistry{TKey, TValue}"/>.</para>
/// <para><b>OTP:</b> none; Elixir's Registry with <c>keys: :duplicate</c>.</para>
/// </remarks>
public sealed class DuplicateRegistry<TKey, TValue> : ProcessRegistry<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, RegistryGroup<TKey, TValue>> _groups;

    /// <summary>An empty registry.</summary>
    /// <param name="runtime">The runtime whose processes will be registered.</param>
    /// <param name="comparer">Compares keys; null, the default, for their own equality.</param>
    public DuplicateRegistry(ProcessRuntime runtime, IEqualityComparer<TKey>? comparer = null)
        : base(runtime, comparer) => _groups = new(comparer);

    /// <summary>Registers the calling process, once more if it is registered already.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">What others find with it.</param>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ArgumentException">The process belongs to another runtime.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.register/3. Differs: nothing is linked.</para></remarks>
    public void Register(ProcessContext context, TKey key, TValue value)
    {
        ProcessCell process = CellOf(context);
        Use(isChange: true);
        RegistryRecord<TKey, TValue> record = NewRecord(process, key, value);
        Do(process, nameof(Register), () => Enter(process, record));
        Announce(record);
    }

    /// <summary>Lists the entries under a key, oldest first.</summary>
    /// <param name="key">The key.</param>
    /// <param name="match">Which; null, the default, for all.</param>
    /// <returns>The entries whose process has not been told to end.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> looks at the entries under the key, and copies them.</para>
    /// <para><b>OTP:</b> none; Elixir's Registry.lookup/2, values/3 and match/4.</para>
    /// </remarks>
    public IReadOnlyList<RegistryEntry<TKey, TValue>> Lookup(TKey key, Func<RegistryEntry<TKey, TValue>, bool>? match = null)
    {
        Use(isChange: false);
        return !_groups.TryGetValue(key, out RegistryGroup<TKey, TValue>? group) ? []
            : [.. group.Snapshot().Where(static record => record.Owner.IsSeenAlive).Select(static record => record.Entry).Where(match ?? (static _ => true))];
    }

    /// <summary>Calls a function once with all entries under a key, in the caller's own code; not at all when there are none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="dispatch">What to do with them. What it throws comes out of here.</param>
    /// <returns>False when there were none.</returns>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.dispatch/4. Differs: never in processes of its own.</para></remarks>
    public bool Dispatch(TKey key, Action<IReadOnlyList<RegistryEntry<TKey, TValue>>> dispatch)
    {
        ArgumentNullException.ThrowIfNull(dispatch);
        if (Lookup(key) is not { Count: > 0 } entries)
        {
            return false;
        }

        dispatch(entries);
        return true;
    }

    /// <summary>Sends a message to every entry under a key: to a process as often as it is registered.</summary>
    /// <typeparam name="T">The static type of the message.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="message">The message; must not be changed afterwards.</param>
    /// <returns>How many were accepted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.dispatch/4 with send/2.</para></remarks>
    public int Send<T>(TKey key, T message)
        where T : notnull
    {
        PlainMessage.Require(message);
        int accepted = 0;
        Dispatch(key, entries => accepted = entries.Count(entry => entry.Pid.Send(message) == SendResult.Accepted));
        return accepted;
    }

    private protected override IEnumerable<RegistryRecord<TKey, TValue>> Records() => _groups.SelectMany(static pair => pair.Value.Snapshot());

    private protected override List<RegistryRecord<TKey, TValue>> OwnRecords(ProcessCell process, TKey key)
    {
        List<RegistryRecord<TKey, TValue>> own = [];
        for (Registration? registration = process.RegistrationsOnTurn; registration is not null; registration = registration.Next)
        {
            if (registration is RegistryRecord<TKey, TValue> record && ReferenceEquals(record.Registry, this) && _groups.Comparer.Equals(record.Key, key))
            {
                own.Add(record);
            }
        }

        own.Reverse();
        return own;
    }

    private protected override void Drop(RegistryRecord<TKey, TValue> record)
    {
        if (_groups.TryGetValue(record.Key, out RegistryGroup<TKey, TValue>? group) && group.Remove(record))
        {
            _groups.TryRemove(new(record.Key, group));
        }
    }

    private bool Enter(ProcessCell process, RegistryRecord<TKey, TValue> record)
    {
        RegistryGroup<TKey, TValue> group = _groups.GetOrAdd(record.Key, static _ => new RegistryGroup<TKey, TValue>());
        while (!group.TryAdd(record))
        {
            // Whoever emptied the group is about to take it away; nobody waits for that.
            _groups.TryRemove(new(record.Key, group));
            group = _groups.GetOrAdd(record.Key, static _ => new RegistryGroup<TKey, TValue>());
        }

        process.AddRegistrationOnTurn(record);
        return true;
    }
}
