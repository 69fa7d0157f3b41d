using System.Diagnostics.CodeAnalysis;

namespace Supervision.Supervisors;

/// <summary>Children in the order in which a job comes to them. Most jobs are about one child, which costs no object.</summary>
internal struct ChildQueue
{
    private Child? _first;
    private Queue<Child>? _rest;

    internal readonly int Count => (_first is null ? 0 : 1) + (_rest?.Count ?? 0);

    internal void Enqueue(Child child)
    {
        if (Count == 0)
        {
            _first = child;
        }
        else
        {
            (_rest ??= new Queue<Child>()).Enqueue(child);
        }
    }

    internal bool TryDequeue([NotNullWhen(true)] out Child? child)
    {
        child = _first;
        _first = null;
        return child is not null || (_rest?.TryDequeue(out child) ?? false);
    }

    internal void Clear() => this = default;
}
