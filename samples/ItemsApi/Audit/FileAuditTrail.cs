using System.Text.Json;

namespace ItemsApi;

/// <summary>A file with one line of JSON for each record. It is opened by its path each time: a trail that was taken away is missed at once, and not
/// written on where nobody looks.</summary>
internal sealed class FileAuditTrail(string path) : IAuditTrail
{
    private readonly string _path = Path.GetFullPath(path);

    /// <inheritdoc/>
    public Task CheckAsync() => WriteAsync(FileMode.OpenOrCreate, default);

    /// <inheritdoc/>
    public Task AppendAsync(AuditRecord record) =>
        WriteAsync(FileMode.Open, (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(record, ItemsJson.Plain.AuditRecord), (byte)'\n']);

    private async Task WriteAsync(FileMode mode, ReadOnlyMemory<byte> line)
    {
        await using FileStream file = new(_path, mode, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(line);
        file.Flush(flushToDisk: true);
    }
}
