using Supervision.Runtime;

namespace Supervision.Groups;

/// <summary>One group: who is in it, and who watches it. Under the lock of the groups; the arrays are replaced and never changed, so they may be read outside of
/// it.</summary>
internal sealed class GroupMembers<TKey>
    where TKey : notnull
{
    private readonly LinkedList<Membership<TKey>> _memberships = [];
    private ProcessCell[]? _all;
    private ProcessCell[]? _distinct;

    internal GroupWatch<TKey>[] Watches { get; private set; } = [];

    internal bool IsEmpty => _memberships.Count == 0 && Watches.Length == 0;

    internal bool HasMembers => _memberships.Count > 0;

    /// <summary>Who is in it, oldest first, as often as it has joined.</summary>
    internal ProcessCell[] All => _all ??= [.. _memberships.Select(static membership => membership.Owner)];

    /// <summary>Who is in it, each once.</summary>
    internal ProcessCell[] Distinct => _distinct ??= [.. All.Distinct()];

    internal void Add(Membership<TKey> membership)
    {
        membership.Place = _memberships.AddLast(membership);
        _all = _distinct = null;
    }

    internal void Remove(Membership<TKey> membership)
    {
        _memberships.Remove(membership.Place!);
        _all = _distinct = null;
    }

    internal void Add(GroupWatch<TKey> watch) => Watches = [.. Watches, watch];

    internal void Remove(GroupWatch<TKey> watch) => Watches = Array.FindAll(Watches, one => !ReferenceEquals(one, watch));
}
