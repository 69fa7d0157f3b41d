using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Supervision.DeadLetters;

/// <summary>
/// One record of a store's file: <c>length (4), check (8), payload</c>. The check is the beginning of the payload's SHA-256; numbers are little-endian.
/// The payload of a record that removes is its kind and the number of the entry; one that puts has the rest of the entry behind that.
/// </summary>
internal static class LogRecord
{
    internal const int HeaderLength = sizeof(int) + CheckLength;

    private const int CheckLength = 8;
    private const byte Put = 1;
    private const byte Remove = 2;

    internal static byte[] OfPut<T>(DeadLetterEntry<T> entry, Func<T, byte[]> serialize) => Framed(writer =>
    {
        writer.Write(Put);
        writer.Write(entry.Id);
        writer.Write(entry.Attempts);
        writer.Write(entry.At.UtcTicks);
        writer.Write(entry.HeldUntil?.UtcTicks ?? -1);
        writer.Write(entry.Reason);
        writer.Write(serialize(entry.Message));
    });

    internal static byte[] OfRemove(long id) => Framed(writer =>
    {
        writer.Write(Remove);
        writer.Write(id);
    });

    /// <summary>The payload that begins at a place; false when there is no whole record.</summary>
    internal static bool TryRead(ReadOnlyMemory<byte> all, int at, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        if (all.Length - at < HeaderLength)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(all.Span[at..]);
        if (length <= 0 || length > all.Length - at - HeaderLength)
        {
            return false;
        }

        payload = all.Slice(at + HeaderLength, length);
        return Check(payload.Span).SequenceEqual(all.Span.Slice(at + sizeof(int), CheckLength));
    }

    /// <summary>Whether what begins at a place, and is no whole record, may be what a write left that did not come to its end: nothing whole can
    /// lie behind it.</summary>
    internal static bool IsTorn(ReadOnlySpan<byte> all, int at)
    {
        if (all.Length - at < HeaderLength || !all[at..].ContainsAnyExcept((byte)0))
        {
            return true;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(all[at..]);
        return length > 0 && length >= all.Length - at - HeaderLength;
    }

    /// <summary>Does what a record says.</summary>
    internal static void Apply<T>(ReadOnlyMemory<byte> payload, Dictionary<long, DeadLetterEntry<T>> entries, Func<ReadOnlyMemory<byte>, T> deserialize)
    {
        using MemoryStream stream = new(payload.ToArray(), writable: false);
        using BinaryReader reader = new(stream, Encoding.UTF8);
        byte kind = reader.ReadByte();
        long id = reader.ReadInt64();
        if (kind == Remove)
        {
            entries.Remove(id);
            return;
        }

        int attempts = reader.ReadInt32();
        DateTimeOffset at = new(reader.ReadInt64(), TimeSpan.Zero);
        long held = reader.ReadInt64();
        string reason = reader.ReadString();
        T message = deserialize(payload[(int)stream.Position..]);
        entries[id] = new DeadLetterEntry<T>(id, message, reason, attempts, at, held < 0 ? null : new DateTimeOffset(held, TimeSpan.Zero));
    }

    private static byte[] Framed(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        stream.Position = HeaderLength;
        using (BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }

        byte[] record = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - HeaderLength);
        Check(record.AsSpan(HeaderLength)).CopyTo(record.AsSpan(sizeof(int)));
        return record;
    }

    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> payload) => SHA256.HashData(payload).AsSpan(0, CheckLength);
}
