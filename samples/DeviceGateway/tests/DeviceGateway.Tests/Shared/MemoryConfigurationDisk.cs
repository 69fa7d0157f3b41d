namespace DeviceGateway.Tests;

/// <summary>A disk that outlives each gateway that uses it, and fails when a test says so.</summary>
internal sealed class MemoryConfigurationDisk : IConfigurationDisk
{
    public StoredConfiguration? Stored { get; set; }

    public bool IsBroken { get; set; }

    public Task<StoredConfiguration?> LoadAsync(CancellationToken cancellationToken) =>
        IsBroken ? Task.FromException<StoredConfiguration?>(Broken) : Task.FromResult(Stored);

    public Task SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken)
    {
        Stored = IsBroken ? Stored : configuration;
        return IsBroken ? Task.FromException(Broken) : Task.CompletedTask;
    }

    private static IOException Broken => new("the disk is broken");
}
