using Microsoft.Win32.SafeHandles;

namespace ItemsApi;

/// <summary>Reads a journal from its start and tells a torn last frame from damage.</summary>
/// <remarks>Every frame was durable before the next one was begun, and is one line. So a line that is not intact is a torn write when nothing
/// follows it, and damage when anything does.</remarks>
internal sealed class JournalReader
{
    private const string NotTorn =
        "A torn write cannot do that; to cut the journal there would lose stored items, so nothing was changed. Restore the file from a copy.";

    private const int ReadSize = 64 * 1024;
    private readonly SafeFileHandle _file;
    private readonly List<Item> _items = [];
    private byte[] _buffer = new byte[ReadSize];
    private int _filled;
    private long _intactLength;
    private long? _firstBadAt;

    private JournalReader(SafeFileHandle file) => _file = file;

    /// <summary>Reads it all.</summary>
    /// <exception cref="JournalDamagedException">It is damaged before its last frame.</exception>
    public static JournalContents Read(SafeFileHandle file) => new JournalReader(file).ReadAll();

    private JournalContents ReadAll()
    {
        long bufferAt = 0;
        while (true)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(_filled), bufferAt + _filled);
            _filled += read;
            int used = TakeLines(bufferAt);
            if (read == 0)
            {
                if (_firstBadAt is { } bad && _filled > used)
                {
                    throw Damaged(bad, "and more follows");
                }

                return new JournalContents(_items, _intactLength, bufferAt + _filled - _intactLength);
            }

            _buffer.AsSpan(used, _filled - used).CopyTo(_buffer);
            bufferAt += used;
            _filled -= used;
            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }
    }

    private int TakeLines(long bufferAt)
    {
        int used = 0;
        while (true)
        {
            int length = _buffer.AsSpan(used, _filled - used).IndexOf((byte)'\n');
            if (length < 0)
            {
                return used;
            }

            TakeLine(_buffer.AsSpan(used, length), bufferAt + used);
            used += length + 1;
        }
    }

    private static JournalDamagedException Damaged(long at, string more) => new(Invariant($"The journal is damaged at byte {at}, {more}. {NotTorn}"));

    private void TakeLine(ReadOnlySpan<byte> line, long at)
    {
        if (!JournalFrame.TryDecode(line, out IReadOnlyList<Item> items))
        {
            _firstBadAt = _firstBadAt is null ? at : throw Damaged(_firstBadAt.Value, "and so is the next line");
            return;
        }

        if (_firstBadAt is { } bad)
        {
            throw Damaged(bad, Invariant($"and intact again at byte {at}"));
        }

        foreach (Item item in items)
        {
            if (item.Id != _items.Count + 1)
            {
                throw new JournalDamagedException(Invariant(
                    $"The journal's frame at byte {at} has item {item.Id} where item {_items.Count + 1} belongs. {NotTorn}"));
            }

            _items.Add(item);
        }

        _intactLength = at + line.Length + 1;
    }
}
