namespace DeviceGateway;

/// <summary>A directory of this machine; without a name a new one, which is gone afterwards.</summary>
internal sealed class LocalDisk(string? directory) : IDisposable
{
    private readonly DirectoryInfo _directory = directory is null ? Directory.CreateTempSubdirectory("device-gateway-") : Directory.CreateDirectory(directory);

    /// <summary>Where it is.</summary>
    public string Path => _directory.FullName;

    /// <summary>The configuration on it.</summary>
    public IConfigurationDisk Configuration => new FileConfigurationDisk(System.IO.Path.Combine(Path, "configuration.json"));

    /// <summary>Opens the place of the readings on it.</summary>
    public IReadingsDisk OpenReadings() => new FileReadingsDisk(System.IO.Path.Combine(Path, "readings.log"));

    public void Dispose()
    {
        if (directory is null)
        {
            _directory.Delete(recursive: true);
        }
    }
}
