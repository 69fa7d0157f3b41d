using Supervision.Runtime;

namespace Supervision.Groups;

/// <summary>A process that watches a group.</summary>
internal sealed class GroupWatch<TKey>(ProcessGroups<TKey> groups, ProcessCell owner, TKey group) : Registration(owner)
    where TKey : notnull
{
    internal TKey Group => group;

    internal ProcessGroups<TKey> Groups => groups;

    internal override void Withdraw() => groups.Forget(this);
}
