using System.Text.Json;

namespace ItemsApi;

/// <summary>A file with one line of JSON for each record. It is opened by its path each time: a trail that was taken away is missed at once, and not
/// written on where nobody looks.</summary>
internal sealed class FileAuditTrail(string path) : IAuditTrail
{
    private readonly string _path = Path.GetFullPath(path);

    /// <inheritdoc/>
    public async Task CheckAsync()
    {
        await using FileStream file = Open(FileMode.OpenOrCreate);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public async Task OpenAsync()
    {
        await using FileStream file = Open(FileMode.OpenOrCreate);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                // The program was killed while it wrote; nothing was stored of that record, and the next has a line of its own.
                file.WriteByte((byte)'\n');
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public async Task AppendAsync(AuditRecord record)
    {
        await using FileStream file = Open(FileMode.Open);
        long length = file.Seek(0, SeekOrigin.End);
        try
        {
            await file.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(record, ItemsJson.Plain.AuditRecord), (byte)'\n']);
        }
        catch (IOException)
        {
            // Half a record, on a full disk for instance, is none.
            file.SetLength(length);
            throw;
        }

        file.Flush(flushToDisk: true);
    }

    private FileStream Open(FileMode mode) => new(_path, mode, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
}
