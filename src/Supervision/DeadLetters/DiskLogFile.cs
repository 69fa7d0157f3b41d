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
        _stream = OpenLocked(FileMode.OpenOrCreate);
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
        _stream = OpenLocked(FileMode.Open);
        _stream.Position = _stream.Length;
    }

    internal override void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }

    /// <summary>For this store alone: two that write to one file would each undo what the other has done. Sharing for reading would lock nothing
    /// on Unix.</summary>
    private FileStream OpenLocked(FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
