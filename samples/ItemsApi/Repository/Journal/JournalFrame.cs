using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ItemsApi;

/// <summary>One line of the journal: the CRC-32C of the text in eight hex digits, a space, the items of one batch as a JSON array, a
/// line feed.</summary>
/// <remarks>A batch is one frame because it is made durable by one flush: only the last frame of a journal can be incomplete.</remarks>
internal static class JournalFrame
{
    private const int TextStart = 9;

    /// <summary>The frame's bytes, line feed included.</summary>
    public static byte[] Encode(IReadOnlyList<Item> items)
    {
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(items, ItemsJson.Plain.IReadOnlyListItem);
        byte[] frame = new byte[TextStart + text.Length + 1];
        Encoding.ASCII.GetBytes(Checksum(text).ToString("x8", CultureInfo.InvariantCulture), frame);
        frame[TextStart - 1] = (byte)' ';
        text.CopyTo(frame, TextStart);
        frame[^1] = (byte)'\n';
        return frame;
    }

    /// <summary>True with the frame's items when the line (without its line feed) is intact.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> line, out IReadOnlyList<Item> items)
    {
        items = [];
        if (line.Length <= TextStart
            || line[TextStart - 1] != ' '
            || !Utf8Parser.TryParse(line[..(TextStart - 1)], out uint checksum, out int read, 'x')
            || read != TextStart - 1
            || checksum != Checksum(line[TextStart..]))
        {
            return false;
        }

        items = JsonSerializer.Deserialize(line[TextStart..], ItemsJson.Plain.IReadOnlyListItem) ?? [];
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> text)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(text);
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte rest in text[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
