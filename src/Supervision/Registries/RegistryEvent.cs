namespace Supervision;

/// <summary>What a process that listens to a registry gets as a message when it changes.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <param name="Registry">Which registry.</param>
/// <param name="Key">Under which key.</param>
/// <param name="Pid">Which process. What different processes do may be told in another order than it was done.</param>
/// <remarks><para><b>OTP:</b> none; the messages to the listeners of Elixir's Registry.</para></remarks>
public abstract record RegistryEvent<TKey, TValue>(ProcessRegistry<TKey, TValue> Registry, TKey Key, Pid Pid)
    where TKey : notnull
{
    /// <summary>A process was registered.</summary>
    /// <param name="Registry">Which registry.</param>
    /// <param name="Key">Under which key.</param>
    /// <param name="Pid">Which process.</param>
    /// <param name="Value">With which value.</param>
    public sealed record Registered(ProcessRegistry<TKey, TValue> Registry, TKey Key, Pid Pid, TValue Value)
        : RegistryEvent<TKey, TValue>(Registry, Key, Pid);

    /// <summary>A process is not registered under a key any more: it said so, or it has ended; then this comes before the news of its end.</summary>
    /// <param name="Registry">Which registry.</param>
    /// <param name="Key">Under which key.</param>
    /// <param name="Pid">Which process.</param>
    public sealed record Unregistered(ProcessRegistry<TKey, TValue> Registry, TKey Key, Pid Pid)
        : RegistryEvent<TKey, TValue>(Registry, Key, Pid);
}
