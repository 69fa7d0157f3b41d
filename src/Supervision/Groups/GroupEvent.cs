namespace Supervision;

/// <summary>What a process that watches a group gets as a message when somebody joins or leaves it.</summary>
/// <typeparam name="TKey">The type of the groups' names.</typeparam>
/// <param name="Groups">Where the group is.</param>
/// <param name="Group">Which group.</param>
/// <param name="Pid">Who. What different processes do may be told in another order than it was done.</param>
/// <remarks><para><b>OTP:</b> the messages of pg:monitor/2. Differs: one for each process, and for each time that it joins.</para></remarks>
public abstract record GroupEvent<TKey>(ProcessGroups<TKey> Groups, TKey Group, Pid Pid)
    where TKey : notnull
{
    /// <summary>A process has joined, perhaps once more.</summary>
    /// <param name="Groups">Where the group is.</param>
    /// <param name="Group">Which group.</param>
    /// <param name="Pid">Who.</param>
    public sealed record Joined(ProcessGroups<TKey> Groups, TKey Group, Pid Pid) : GroupEvent<TKey>(Groups, Group, Pid);

    /// <summary>A process has left, or ended; it may have joined more often than it has left. Comes before the news of its end, once for each time that
    /// it had joined.</summary>
    /// <param name="Groups">Where the group is.</param>
    /// <param name="Group">Which group.</param>
    /// <param name="Pid">Who.</param>
    public sealed record Left(ProcessGroups<TKey> Groups, TKey Group, Pid Pid) : GroupEvent<TKey>(Groups, Group, Pid);
}
