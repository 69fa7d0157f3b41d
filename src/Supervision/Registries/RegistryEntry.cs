namespace Supervision;

/// <summary>One entry of a registry, as it was when it was looked at.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Pid">The process that is registered under it.</param>
/// <param name="Value">What it has registered with it.</param>
/// <remarks><para><b>OTP:</b> none; what Elixir's Registry.lookup/2 and select/2 list.</para></remarks>
public readonly record struct RegistryEntry<TKey, TValue>(TKey Key, Pid Pid, TValue Value)
    where TKey : notnull;
