using System.Diagnostics;

namespace Services.Checks;

/// <summary>The services of compose.yaml, as processes.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ComposeFile _file = ComposeFile.Read(Path.Combine(AppContext.BaseDirectory, "compose.yaml"));
    private readonly Dictionary<string, RunningService> _services = [];

    public RunningService this[string name] => _services[name];

    /// <summary>Starts all in the order of their dependencies, each when those that it depends on are healthy, as compose does.</summary>
    /// <param name="change">Changes the command of a service; null for none.</param>
    public static async Task<Cluster> StartAsync(Func<ComposeService, IEnumerable<string>>? change = null)
    {
        Cluster cluster = new();
        foreach (ComposeService service in cluster._file.Services)
        {
            foreach (string needed in service.DependsOn)
            {
                await cluster.UntilAsync(() => cluster.ProbeAsync(needed));
            }

            string[] command = [.. (change?.Invoke(service) ?? service.Command).Select(cluster.Local)];
            RunningService running = cluster._services[service.Name] = new RunningService(service.Name, command);
            running.Start();
        }

        await cluster.UntilAsync(() => cluster.ProbeAsync(cluster._file.Services[^1].Name));
        return cluster;
    }

    /// <summary>Asks as the health check of the compose file does.</summary>
    public async Task<bool> ProbeAsync(string name)
    {
        string[] probe = [.. _file.HealthCheck.Skip(3).Select(word => word.Replace("localhost:8080", Invariant($"127.0.0.1:{_services[name].Port}"), StringComparison.Ordinal))];
        return (await RunningService.RunAsync(probe)).ExitCode == 0;
    }

    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    public async Task<TimeSpan> UntilAsync(Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > Patience)
            {
                string[] health = await Task.WhenAll(_services.Values.Select(static async service => $"{service.Name}: {await service.GetAsync("/health/ready")}"));
                throw new TimeoutException($"Not within {Patience}. {string.Join(' ', health)}");
            }

            await Task.Delay(20);
        }

        return watch.Elapsed;
    }

    public Task<TimeSpan> UntilReadyIsAsync(string name, int status) => UntilAsync(async () => (await this[name].GetAsync("/health/ready")).Status == status);

    public async ValueTask DisposeAsync()
    {
        foreach (RunningService service in _services.Values)
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>The name of another service in an address becomes its place on loopback.</summary>
    private string Local(string word) => _services.Values.Aggregate(
        word, static (text, service) => text.Replace($"{service.Name}:8080", Invariant($"127.0.0.1:{service.Port}"), StringComparison.Ordinal));
}
