using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Supervision.Registries;
using Supervision.Runtime;

namespace Supervision;

/// <summary>A registry in which each key has one process at a time.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">What a process may say of itself under its key; immutable.</typeparam>
/// <example>A device for each number, found by it:
/// <code>
/// UniqueRegistry&lt;int, string> devices = new(test.Runtime);
/// await test.StartSupervisedAsync(ChildSpec.Process("device 17", async device =>
/// {
///     if (devices.TryRegister(device, 17, "thermometer", out _))
///     {
///         await device.ReceiveAsync&lt;string>();
///     }
/// }));
/// await test.IdleAsync();
///
/// Pid device17 = devices.Find(17);
/// bool isKnown = devices.TryGet(17, out RegistryEntry&lt;int, string> found);
/// </code></example>
/// <remarks>
/// <para>See <see cref="ProcessRegistry{TKey, TValue}"/>. A key whose process has been told to end is not found and still taken, until its
/// code is over: two processes never act under one key.</para>
/// <para><b>OTP:</b> none; Elixir's Registry with <c>keys: :unique</c>.</para>
/// </remarks>
public sealed class UniqueRegistry<TKey, TValue> : ProcessRegistry<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, RegistryRecord<TKey, TValue>> _records;

    /// <summary>An empty registry.</summary>
    /// <param name="runtime">The runtime whose processes will be registered.</param>
    /// <param name="comparer">Compares keys; null, the default, for their own equality.</param>
    public UniqueRegistry(ProcessRuntime runtime, IEqualityComparer<TKey>? comparer = null)
        : base(runtime, comparer) => _records = new(comparer);

    /// <summary>Registers the calling process.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">What others find with it.</param>
    /// <param name="holder">The process that has the key now: the calling one, or whoever was first, also the calling one. A holder that is
    /// about to end may be gone when you use it.</param>
    /// <returns>False when the key is taken; then nothing has changed.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ArgumentException">The process belongs to another runtime.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.register/3. Differs: nothing is linked.</para></remarks>
    public bool TryRegister(ProcessContext context, TKey key, TValue value, out Pid holder)
    {
        ProcessCell process = CellOf(context);
        Use(isChange: true);
        RegistryRecord<TKey, TValue>? added = null;
        holder = Do(process, nameof(TryRegister), () => Enter(process, key, value, out added));
        if (added is null)
        {
            return false;
        }

        Announce(added);
        return true;
    }

    /// <summary>Finds the process that has a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its pid; <see cref="Pid.None"/> when there is none, or it has been told to end.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> allocates nothing and takes no lock.</para>
    /// <para><b>OTP:</b> none; Elixir's Registry.whereis_name/1.</para>
    /// </remarks>
    public Pid Find(TKey key)
    {
        Use(isChange: false);
        return _records.TryGetValue(key, out RegistryRecord<TKey, TValue>? record) && record.Owner.IsSeenAlive ? record.Owner.Pid : Pid.None;
    }

    /// <summary>Finds the process that has a key, with its value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="entry">What was found; of no process when there is none.</param>
    /// <returns>False when there is none, or it has been told to end.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> allocates nothing and takes no lock.</para>
    /// <para><b>OTP:</b> none; Elixir's Registry.lookup/2.</para>
    /// </remarks>
    public bool TryGet(TKey key, out RegistryEntry<TKey, TValue> entry)
    {
        Use(isChange: false);
        bool found = _records.TryGetValue(key, out RegistryRecord<TKey, TValue>? record) && record.Owner.IsSeenAlive;
        entry = found ? record!.Entry : default;
        return found;
    }

    /// <summary>Replaces the value of the calling process under a key.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="key">The key.</param>
    /// <param name="update">Makes the new value of the old; not called when the calling process does not have the key.</param>
    /// <param name="value">The new value; the default of its type when there is none.</param>
    /// <returns>False when the calling process does not have the key.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Registry.update_value/3. Differs: the old value is not given back.</para></remarks>
    public bool TryUpdate(ProcessContext context, TKey key, Func<TValue, TValue> update, [MaybeNullWhen(false)] out TValue value)
    {
        ArgumentNullException.ThrowIfNull(update);
        ProcessCell process = CellOf(context);
        Use(isChange: true);
        if (Do(process, nameof(TryUpdate), () => OwnRecords(process, key)) is not [var old])
        {
            value = default;
            return false;
        }

        // Called outside of the operation, where it may do what it likes: also take the key away.
        TValue next = update(old.Value);
        value = next;
        return Do(process, nameof(TryUpdate), () => Replace(process, old, next));
    }

    private protected override IEnumerable<RegistryRecord<TKey, TValue>> Records() => _records.Select(static pair => pair.Value);

    private protected override List<RegistryRecord<TKey, TValue>> OwnRecords(ProcessCell process, TKey key) =>
        _records.TryGetValue(key, out RegistryRecord<TKey, TValue>? record) && ReferenceEquals(record.Owner, process) ? [record] : [];

    private protected override void Drop(RegistryRecord<TKey, TValue> record) => _records.TryRemove(new(record.Key, record));

    /// <summary>Enters the process, or finds who is there.</summary>
    private Pid Enter(ProcessCell process, TKey key, TValue value, out RegistryRecord<TKey, TValue>? added)
    {
        added = null;
        while (true)
        {
            // Looked at first: who finds the key taken makes nothing.
            if (_records.TryGetValue(key, out RegistryRecord<TKey, TValue>? holder))
            {
                return holder.Owner.Pid;
            }

            RegistryRecord<TKey, TValue> record = NewRecord(process, key, value);
            if (_records.TryAdd(key, record))
            {
                process.AddRegistrationOnTurn(record);
                added = record;
                return process.Pid;
            }
        }
    }

    /// <summary>Only the owner changes its entry, and it is in its turn: nobody comes between.</summary>
    private bool Replace(ProcessCell process, RegistryRecord<TKey, TValue> old, TValue value)
    {
        if (!process.RemoveRegistrationOnTurn(old))
        {
            return false;
        }

        RegistryRecord<TKey, TValue> record = new(this, process, old.Key, value, old.Order);
        _records[old.Key] = record;
        process.AddRegistrationOnTurn(record);
        return true;
    }
}
