using Supervision.Runtime;

namespace Supervision.Groups;

/// <summary>One time that a process has joined a group.</summary>
internal sealed class Membership<TKey>(ProcessGroups<TKey> groups, ProcessCell owner, TKey group) : Registration(owner)
    where TKey : notnull
{
    internal ProcessGroups<TKey> Groups => groups;

    internal TKey Group => group;

    /// <summary>Its place in the group. Under the lock of the groups.</summary>
    internal LinkedListNode<Membership<TKey>>? Place { get; set; }

    internal override void Withdraw() => groups.Forget(this);
}
