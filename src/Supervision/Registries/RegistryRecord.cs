using System.Diagnostics;
using Supervision.Runtime;

namespace Supervision.Registries;

/// <summary>One entry of a registry while it is in it. Immutable but for the places that its lists keep in it.</summary>
[DebuggerDisplay("{Key} {Owner}")]
internal sealed class RegistryRecord<TKey, TValue>(ProcessRegistry<TKey, TValue> registry, ProcessCell owner, TKey key, TValue value, long order)
    : Registration(owner)
    where TKey : notnull
{
    /// <summary>The neighbours under the same key in a <see cref="RegistryGroup{TKey, TValue}"/>, oldest first.</summary>
    internal RegistryRecord<TKey, TValue>? Older;

    /// <inheritdoc cref="Older"/>
    internal RegistryRecord<TKey, TValue>? Newer;

    internal ProcessRegistry<TKey, TValue> Registry => registry;

    internal TKey Key => key;

    internal TValue Value => value;

    /// <summary>Grows from registration to registration, so that listings have an order.</summary>
    internal long Order => order;

    internal RegistryEntry<TKey, TValue> Entry => new(key, Owner.Pid, value);

    internal override void Withdraw() => registry.Forget(this);
}
