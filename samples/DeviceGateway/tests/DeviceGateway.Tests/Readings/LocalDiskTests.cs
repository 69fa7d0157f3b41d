namespace DeviceGateway.Tests;

public sealed class LocalDiskTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("device-gateway-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Lock_WhileAnotherGatewayHasIt_IsRefused()
    {
        using var second = new LocalDisk(_directory.FullName);
        using (var first = new LocalDisk(_directory.FullName))
        {
            first.Lock();
            Assert.Throws<IOException>(second.Lock);
        }

        second.Lock();
    }

    [Fact]
    public async Task Program_DirectoryThatIsAFile_EndsWithOne()
    {
        string file = Path.Combine(_directory.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        Assert.Equal(1, await GatewayProgram.RunAsync(new ProgramOptions { DataDirectory = file }));
    }
}
