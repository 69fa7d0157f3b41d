using Supervision.DeadLetters;

namespace Supervision;

/// <summary>Keeps dead letters in one file: each change is written at its end and is on the disk before it is acknowledged.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <remarks>
/// <para>The program, and the machine, may end at any moment: what was acknowledged is there afterwards, and a record that was being written is not. A file
/// that is damaged anywhere but at its end is refused. When most of it is of no use any more it is written anew beside itself (with
/// <c>.next</c> behind its name) and replaced as a whole. That a replaced file stays replaced after the machine has lost its power is the file system's
/// affair; either one holds what was acknowledged before.</para>
/// <para>For one queue of one program at a time. Writes block the queue's process until the disk has answered; what is in the file is read
/// into memory at the start.</para>
/// <para><b>OTP:</b> none; disk_log and dets are near.</para>
/// </remarks>
public sealed class FileDeadLetterStore<T> : IDeadLetterStore<T>, IDisposable
{
    private readonly LogFile _file;
    private readonly string _path;
    private readonly Func<T, byte[]> _serialize;
    private readonly Func<ReadOnlyMemory<byte>, T> _deserialize;

    /// <summary>Entries that are worth keeping, by their number: what the file comes to.</summary>
    private readonly Dictionary<long, DeadLetterEntry<T>> _live = [];

    /// <summary>How many records the file has.</summary>
    private int _records;

    /// <summary>A store in a file, which is made when there is none.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="serialize">Makes bytes of a message.</param>
    /// <param name="deserialize">Makes the message of the bytes, also of those that an earlier version of the program has made.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public FileDeadLetterStore(string path, Func<T, byte[]> serialize, Func<ReadOnlyMemory<byte>, T> deserialize)
        : this(new DiskLogFile(NotEmpty(path)), path, serialize, deserialize)
    {
    }

    internal FileDeadLetterStore(LogFile file, string path, Func<T, byte[]> serialize, Func<ReadOnlyMemory<byte>, T> deserialize)
    {
        ArgumentNullException.ThrowIfNull(serialize);
        ArgumentNullException.ThrowIfNull(deserialize);
        (_file, _path, _serialize, _deserialize) = (file, path, serialize, deserialize);
    }

    /// <summary>How many records may be of no use before the file is written anew, when they are more than the others.</summary>
    internal int Waste { get; init; } = 1000;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged elsewhere than at its end.</exception>
    /// <exception cref="IOException">It cannot be opened or read; another program has it.</exception>
    public ValueTask<IReadOnlyList<DeadLetterEntry<T>>> LoadAsync()
    {
        byte[] all = _file.Open();
        _live.Clear();
        _records = 0;
        int at = 0;
        while (LogRecord.TryRead(all, at, out ReadOnlyMemory<byte> payload))
        {
            LogRecord.Apply(payload, _live, _deserialize);
            at += LogRecord.HeaderLength + payload.Length;
            _records++;
        }

        if (at < all.Length)
        {
            if (!LogRecord.IsTorn(all, at))
            {
                _file.Close();
                throw DeadLetterErrors.Corrupt(_path, at);
            }

            _file.Truncate(at);
        }

        // What an earlier life has written and perhaps not flushed is acknowledged by whoever acts on it from now on.
        _file.Flush();
        return ValueTask.FromResult<IReadOnlyList<DeadLetterEntry<T>>>([.. _live.Values]);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written.</exception>
    public ValueTask PutAsync(DeadLetterEntry<T> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Write(LogRecord.OfPut(entry, _serialize));
        _live[entry.Id] = entry;
        CompactIfWorthIt();
        return default;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written.</exception>
    public ValueTask RemoveAsync(long id)
    {
        Write(LogRecord.OfRemove(id));
        _live.Remove(id);
        CompactIfWorthIt();
        return default;
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _file.Close();

    private static string NotEmpty(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path;
    }

    private void Write(byte[] record)
    {
        _file.Append(record);
        _file.Flush();
        _records++;
    }

    private void CompactIfWorthIt()
    {
        int waste = _records - _live.Count;
        if (waste < Waste || waste < _live.Count)
        {
            return;
        }

        _file.WriteNext([.. _live.Values.OrderBy(static entry => entry.Id).SelectMany(entry => LogRecord.OfPut(entry, _serialize))]);
        _file.SwapIn();
        _records = _live.Count;
    }
}
