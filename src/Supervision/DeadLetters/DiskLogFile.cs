namespace Supervision.DeadLetters;

/// <summary>A <see cref="LogFile"/> on the disk.</summary>
internal sealed class DiskLogFile(string path) : LogFile, IDisposable
{
    private FileStream? _stream;

    private string NextPath => path + ".next";

    private FileStream Stream => _stream ?? throw new InvalidOperationException($"The file of dead letters '{path}' is not open. The store is used before it was loaded.");

    public void Dispose() => Close();

    internal override byte[] Open()
    {
        Close();
        File.Delete(NextPath);
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        byte[] all = new byte[_stream.Length];
        _stream.ReadExactly(all);
        return all;
    }

    internal override void Append(ReadOnlySpan<byte> bytes) => Stream.Write(bytes);

    internal override void Flush() => Stream.Flush(flushToDisk: true);

    internal override void Truncate(long length)
    {
        Stream.SetLength(length);
        Stream.Position = length;
    }

    internal override void WriteNext(ReadOnlySpan<byte> bytes)
    {
        using FileStream next = new(NextPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        next.Write(bytes);
        next.Flush(flushToDisk: true);
    }

    internal override void SwapIn()
    {
        // Windows replaces no file that is open.
        Close();
        File.Move(NextPath, path, overwrite: true);
        _stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _stream.Position = _stream.Length;
    }

    internal override void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
