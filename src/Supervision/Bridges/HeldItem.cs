using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Supervision.Bridges;

/// <summary>The item that was taken from a channel and is not done: it stays when the process that was to handle it ends, and comes first in its next
/// life. Used by one process at a time.</summary>
internal sealed class HeldItem<T>(ChannelReader<T> reader)
{
    private T? _item;

    internal bool IsHeld { get; private set; }

    /// <summary>The item that is held, or the next that is there.</summary>
    internal bool TryTake([MaybeNullWhen(false)] out T item)
    {
        if (!IsHeld)
        {
            IsHeld = reader.TryRead(out _item);
        }

        item = _item!;
        return IsHeld;
    }

    /// <summary>It is handled.</summary>
    internal void Done()
    {
        IsHeld = false;
        _item = default;
    }
}
