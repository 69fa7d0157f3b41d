using Supervision.Hosting;

namespace DeviceGateway.Tests;

/// <summary>How the program starts and ends, with a disk that outlives it.</summary>
public sealed class StartTests : IDisposable
{
    private const int Hang = 120_000;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("device-gateway-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact(Timeout = Hang)]
    public async Task Start_Offline_ServesTheConfigurationOfTheDisk()
    {
        await using (RunningGateway first = await StartAsync(new ProgramOptions()))
        {
            await first.EventuallyAsync("/devices", text => text.Contains("\"configured\":200", StringComparison.Ordinal));
            await first.AskAsync("POST", "/config", """{"remove":["1","2"]}""");
        }

        await using RunningGateway second = await StartAsync(new ProgramOptions { IsOffline = true });
        await second.EventuallyAsync("/devices", text => text.StartsWith("""{"configured":198""", StringComparison.Ordinal));
        await second.EventuallyAsync("/devices/5", text => text.Contains("Online", StringComparison.Ordinal));
        Assert.Contains("\"isConfirmed\":false", (await second.AskAsync("GET", "/config")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await second.AskAsync("GET", "/health/ready")).Status);
    }

    [Fact(Timeout = Hang)]
    public async Task Start_OfflineRefusingStale_DoesNotStartAndNamesThePrerequisite()
    {
        TreeStartException refused = await Assert.ThrowsAsync<TreeStartException>(
            () => StartAsync(new ProgramOptions { IsOffline = true, RefusesStale = true }));

        Assert.Contains("fresh-configuration", refused.Message, StringComparison.Ordinal);
    }

    private Task<RunningGateway> StartAsync(ProgramOptions options) => RunningGateway.StartAsync(options, new LocalDisk(_directory.FullName));
}
