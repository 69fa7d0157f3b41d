namespace FactConsumers;

/// <summary>A journal in a file, a line for each fact. A last line without an end was never acknowledged, and is cut off. The file is
/// locked while it is open: two replicas on one directory would each know half.</summary>
internal sealed class FileJournal(string path) : IFactJournal
{
    private FileStream? _file;

    public async Task<IReadOnlyList<Fact>> OpenAsync()
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
