namespace DeviceGateway.Tests;

public sealed class FileConfigurationDiskTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("device-gateway-tests-");

    private string File => Path.Combine(_directory.FullName, "configuration.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Load_AfterSave_IsWhatWasSavedLast()
    {
        var disk = new FileConfigurationDisk(File);
        Assert.Null(await disk.LoadAsync(default));

        await disk.SaveAsync(StoredConfiguration.Empty, default);
        await disk.SaveAsync(new StoredConfiguration(MemoryDevices.Configure(3), [new ConfigurationChange(Remove: ["4"])]), default);

        StoredConfiguration stored = (await new FileConfigurationDisk(File).LoadAsync(default))!;
        Assert.Equal(MemoryDevices.Configure(3), stored.Devices);
        Assert.Equal(["4"], Assert.Single(stored.Unsaved).Remove!);
        Assert.Single(_directory.GetFiles());
    }
}
