namespace Supervision.Dashboard.Looking;

/// <summary>The last so many of something.</summary>
/// <typeparam name="T">What.</typeparam>
/// <remarks>Not thread-safe; whoever has it locks.</remarks>
internal sealed class Ring<T>(int capacity)
{
    private readonly Queue<T> _items = new();

    /// <summary>Oldest first.</summary>
    internal IEnumerable<T> Items => _items;

    internal void Add(T item)
    {
        if (_items.Count == capacity)
        {
            _items.Dequeue();
        }

        _items.Enqueue(item);
    }
}
