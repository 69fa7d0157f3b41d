using System.Collections.Immutable;

namespace MakeItCrash;

/// <summary>What can be said to the StateServer. A closed set.</summary>
internal abstract record StateMessage
{
    private StateMessage()
    {
    }

    /// <summary>The value of a key; empty without one.</summary>
    public sealed record Get(string Key) : StateMessage, ICall<StateMessage, ImmutableSortedSet<string>>;

    /// <summary>The key has this value from now on.</summary>
    public sealed record Put(string Key, ImmutableSortedSet<string> Value) : StateMessage, ICall<StateMessage, bool>;

    /// <summary>The key has no value from now on; false when it had none.</summary>
    public sealed record Delete(string Key) : StateMessage, ICall<StateMessage, bool>;
}
