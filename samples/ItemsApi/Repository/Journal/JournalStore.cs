using Microsoft.Win32.SafeHandles;

namespace ItemsApi;

/// <summary>Items in an append-only file, all of them in memory too. The file is locked while it is open.</summary>
internal sealed class JournalStore : IItemStore
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly List<Item> _items;
    private long _length;

    private JournalStore(string path, SafeFileHandle file, JournalContents contents)
    {
        _path = path;
        _file = file;
        _items = contents.Items;
        _length = contents.IntactLength;
    }

    /// <summary>Opens or creates the file and cuts a torn last frame off, saying so.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another program holds it.</exception>
    /// <exception cref="JournalDamagedException">It is damaged before its last frame.</exception>
    public static JournalStore Open(string path, ILogger logger)
    {
        SafeFileHandle file = OpenLocked(path);
        try
        {
            JournalContents contents = JournalReader.Read(file);
            if (contents.TornBytes > 0)
            {
                RandomAccess.SetLength(file, contents.IntactLength);
                RandomAccess.FlushToDisk(file);
                logger.JournalRepaired(path, contents.TornBytes, contents.IntactLength);
            }

            logger.JournalOpened(path, contents.Items.Count);
            return new JournalStore(path, file, contents);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file, which locks it, and creates it and its directory when they are missing.</summary>
    public static SafeFileHandle OpenLocked(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <inheritdoc/>
    /// <exception cref="JournalDamagedException">The file was removed: an item would be stored where nobody finds it.</exception>
    public Task<IReadOnlyList<Item>> AddAsync(IReadOnlyList<NewItem> batch, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
        {
            throw JournalDamagedException.Removed(_path);
        }

        Item[] items = [.. batch.Select((item, index) => new Item(_items.Count + index + 1, item.Name!, item.Note, createdAt))];
        byte[] frame = JournalFrame.Encode(items);
        Write(frame);

        // A failed flush is not caught: what the disk holds is unknown then, so the repository crashes and its next incarnation
        // reads the file again.
        RandomAccess.FlushToDisk(_file);
        _length += frame.Length;
        _items.AddRange(items);
        return Task.FromResult<IReadOnlyList<Item>>(items);
    }

    /// <inheritdoc/>
    public Task<Item?> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(id >= 1 && id <= _items.Count ? _items[(int)id - 1] : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Item>> ListAsync(long after, int limit, CancellationToken cancellationToken)
    {
        int start = (int)Math.Clamp(after, 0, _items.Count);
        return Task.FromResult<IReadOnlyList<Item>>(_items.GetRange(start, Math.Min(limit, _items.Count - start)));
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes behind the last frame; a write that fails, because the disk is full for instance, leaves the file as it was.</summary>
    private void Write(byte[] frame)
    {
        try
        {
            RandomAccess.Write(_file, frame, _length);
        }
        catch (IOException error)
        {
            RandomAccess.SetLength(_file, _length);
            throw new StoreUnavailableException($"The journal could not be written: {error.Message}", error);
        }
    }
}
