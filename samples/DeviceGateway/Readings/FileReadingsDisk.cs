using System.Globalization;
using System.Text;

namespace DeviceGateway;

/// <summary>A file with a line for each reading. A last line without an end was never acknowledged, and is cut off. What is dropped stays in the file
/// until it is empty, or until more than half of it is of no use. A file that somebody has removed is written again, since nobody would find what is
/// appended to it.</summary>
internal sealed class FileReadingsDisk(string path) : IReadingsDisk
{
    private const long WorthCompacting = 1_000_000;

    /// <summary>How long the line of each waiting reading is.</summary>
    private readonly Queue<int> _lengths = [];

    private FileStream? _file;

    /// <summary>Where the oldest waiting reading begins.</summary>
    private long _head;

    private FileStream Opened => _file ?? throw new InvalidOperationException("The disk is not open.");

    public async Task<IReadOnlyList<Reading>> OpenAsync(CancellationToken cancellationToken)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] all = new byte[_file.Length];
        await _file.ReadExactlyAsync(all, cancellationToken);
        List<Reading> readings = [];
        int start = 0;
        for (int end = Array.IndexOf(all, (byte)'\n'); end >= 0; end = Array.IndexOf(all, (byte)'\n', start))
        {
            readings.Add(Read(Encoding.UTF8.GetString(all, start, end - start)));
            _lengths.Enqueue(end + 1 - start);
            start = end + 1;
        }

        _file.SetLength(start);
        _file.Position = start;
        return readings;
    }

    public async Task AppendAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await CompactAsync(cancellationToken);
        }

        using var lines = new MemoryStream();
        foreach (Reading reading in readings)
        {
            byte[] line = Encoding.UTF8.GetBytes(Write(reading));
            lines.Write(line);
            _lengths.Enqueue(line.Length);
        }

        await Opened.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellationToken);
        Opened.Flush(flushToDisk: true);
    }

    public async Task DropAsync(int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            _head += _lengths.Dequeue();
        }

        if (_head == Opened.Length)
        {
            Opened.SetLength(0);
            _head = 0;
        }
        else if (_head > Math.Max(WorthCompacting, Opened.Length / 2))
        {
            await CompactAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        string next = path + ".next";
        var file = new FileStream(next, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        Opened.Position = _head;
        await Opened.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        File.Move(next, path, overwrite: true);
        await Opened.DisposeAsync();
        (_file, _head) = (file, 0);
    }

    private static string Write(Reading reading) =>
        Invariant($"{Uri.EscapeDataString(reading.DeviceId)} {reading.Sequence} {reading.Value:R} {reading.At.ToUnixTimeMilliseconds()}\n");

    private static Reading Read(string line) => line.Split(' ') switch
    {
        [var device, var sequence, var value, var at] => new Reading(
            Uri.UnescapeDataString(device),
            long.Parse(sequence, CultureInfo.InvariantCulture),
            double.Parse(value, CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture))),
        _ => throw new FormatException($"'{line}' is no reading; the file of waiting readings is damaged."),
    };
}
