using System.Text;

namespace DeviceProtocol;

/// <summary>Lines over a stream, one byte for each character. A line that does not end is not read for ever. Used by one caller at a time.</summary>
public sealed class LineStream(Stream stream)
{
    /// <summary>The longest line, in bytes.</summary>
    public const int LongestLine = 128;

    private readonly byte[] _buffer = new byte[LongestLine + 1];
    private int _filled;

    /// <summary>Reads a line.</summary>
    /// <returns>Completes with the line without its end; null when the other side has closed.</returns>
    /// <exception cref="InvalidDataException">What came is longer than <see cref="LongestLine"/> and has no end.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = Array.IndexOf(_buffer, (byte)'\n', 0, _filled)) < 0)
        {
            if (_filled == _buffer.Length)
            {
                throw new InvalidDataException(Invariant($"{LongestLine} bytes came and no end of a line."));
            }

            int read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _filled += read;
        }

        string line = Encoding.Latin1.GetString(_buffer, 0, end).TrimEnd('\r');
        _filled -= end + 1;
        Array.Copy(_buffer, end + 1, _buffer, 0, _filled);
        return line;
    }

    /// <summary>Writes a line.</summary>
    public async Task WriteAsync(string line, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\n"), cancellationToken);
}
