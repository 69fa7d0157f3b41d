using System.Text.Json;

namespace MakeItCrash.Tests;

/// <summary>One page's stream of scenes.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private const string Data = "data: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StreamReader _lines;

    private Watching(StreamReader lines) => _lines = lines;

    /// <summary>All moments so far.</summary>
    public List<Moment> Moments { get; } = [];

    public Dictionary<string, ProcessView> Processes { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins, and has the first scene.</summary>
    public static async Task<Watching> BeginAsync(HttpClient client)
    {
        var watching = new Watching(new StreamReader(await client.GetStreamAsync(new Uri("/events", UriKind.Relative))));
        await watching.UntilAsync(_ => true);
        return watching;
    }

    /// <summary>Reads until a scene is so.</summary>
    public async Task UntilAsync(Func<Scene, bool> isSo)
    {
        while (await _lines.ReadLineAsync().WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal) && Take(JsonSerializer.Deserialize(line[Data.Length..], CrashJson.Default.Scene)!, isSo))
            {
                return;
            }
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <summary>Reads until all four partitions have their state.</summary>
    public async Task UntilAllAreUpAsync()
    {
        while (Partition.All.Any(partition => Processes[partition.Label].Phase != Phase.Up))
        {
            await UntilAsync(_ => true);
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task ToEndAsync() => await _lines.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Take(Scene scene, Func<Scene, bool> isSo)
    {
        Moments.AddRange(scene.Moments);
        foreach (ProcessView process in scene.Processes)
        {
            Processes[process.Label] = process;
        }

        return isSo(scene);
    }
}
