namespace FactConsumers;

/// <summary>A journal in a file, a line for each fact. A last line without an end was never acknowledged, and is cut off. While it is
/// open a file beside it is locked, since two replicas on one directory would each know half; whoever wants to read the journal can.</summary>
internal sealed class FileJournal(string path) : IFactJournal
{
    private FileStream? _file;
    private FileStream? _lock;

    public async Task<IReadOnlyList<Fact>> OpenAsync()
    {
        _lock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] all = new byte[_file.Length];
        await _file.ReadExactlyAsync(all);
        List<Fact> facts = [];
        int start = 0;
        for (int end = Array.IndexOf(all, (byte)'\n'); end >= 0; end = Array.IndexOf(all, (byte)'\n', start))
        {
            facts.Add(FactText.Read(all.AsSpan(start, end - start)));
            start = end + 1;
        }

        _file.SetLength(start);
        _file.Position = start;
        return facts;
    }

    public async Task AppendAsync(Fact fact)
    {
        FileStream file = _file ?? throw new InvalidOperationException("The journal is not open.");
        await file.WriteAsync((byte[])[.. FactText.Write(fact), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }
}
