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
        await disk.SaveAsync(new StoredConfiguration(MemoryDevices.Configure(3), [new ConfigurationChange(Remove: ["4"])], 7), default);

        StoredConfiguration stored = (await new FileConfigurationDisk(File).LoadAsync(default))!;
        Assert.Equal(MemoryDevices.Configure(3), stored.Devices);
        Assert.Equal(["4"], Assert.Single(stored.Unsaved).Remove!);
        Assert.Equal(7, stored.Version);
        Assert.Single(_directory.GetFiles());
    }

    [Fact]
    public async Task Load_FileWithoutAVersion_HasVersionZero()
    {
        await System.IO.File.WriteAllTextAsync(
            File, """{"devices":[{"id":"1","host":"memory","port":0,"pollEvery":"00:00:01","group":"hall-1"}],"unsaved":[]}""", TestContext.Current.CancellationToken);

        StoredConfiguration stored = (await new FileConfigurationDisk(File).LoadAsync(default))!;

        Assert.Equal((0, 1), (stored.Version, stored.Devices.Count));
    }
}
