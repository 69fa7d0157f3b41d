namespace DeviceGateway;

/// <summary>A directory of this machine; without a name a new one, which is gone afterwards.</summary>
internal sealed class LocalDisk(string? directory) : IDisposable
{
    private readonly DirectoryInfo _directory = directory is null ? Directory.CreateTempSubdirectory("device-gateway-") : Directory.CreateDirectory(directory);
    private FileStream? _lock;

    /// <summary>Where it is.</summary>
    public string Path => _directory.FullName;

    /// <summary>The configuration on it.</summary>
    public IConfigurationDisk Configuration => new FileConfigurationDisk(System.IO.Path.Combine(Path, "configuration.json"));

    /// <summary>Opens the place of the readings on it.</summary>
    public IReadingsDisk OpenReadings() => new FileReadingsDisk(System.IO.Path.Combine(Path, "readings.log"));

    /// <summary>Opens a directory.</summary>
    /// <param name="directory">Which; null for a new one.</param>
    /// <param name="isLocked">Whether other gateways are kept away from it.</param>
    /// <exception cref="IOException">It is none, another gateway has it, or nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public static LocalDisk Open(string? directory, bool isLocked)
    {
        var disk = new LocalDisk(directory);
        try
        {
            if (isLocked)
            {
                disk.Lock();
            }

            return disk;
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    /// <summary>Keeps other gateways away: two on one directory would each know half of what waits.</summary>
    /// <exception cref="IOException">Another has it, or nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public void Lock() => _lock ??= new FileStream(System.IO.Path.Combine(Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    public void Dispose()
    {
        _lock?.Dispose();
        if (directory is null)
        {
            _directory.Delete(recursive: true);
        }
    }
}
