using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MakeItCrash.Tests;

/// <summary>The whole program on a free loopback port, without pauses.</summary>
internal sealed class RunningTheatre : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime = new();

    private RunningTheatre()
    {
    }

    public HttpClient Client { get; } = new();

    public static async Task<RunningTheatre> OpenAsync()
    {
        var theatre = new RunningTheatre();
        ChildSpec web = CrashEndpoint.Child(new EndpointPlace(0), new Stage(theatre._runtime));
        await theatre._runtime.StartSupervisorAsync(CrashTree.Build(TimeSpan.Zero, static _ => { }, web));
        theatre.Client.BaseAddress = await ServerRef<EndpointMessage>.ForName(theatre._runtime, Names.Web).CallAsync(new EndpointMessage.GetAddress());
        return theatre;
    }

    public Pid Find(string name) => _runtime.Find(name);

    public Task<Pid> FindAsync(string name) => _runtime.FindAsync(name, TestContext.Current.CancellationToken);

    public async Task<(HttpStatusCode Status, Outcome Outcome)> PressAsync(string path, string? name)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(path, new PressedName(name), CrashJson.Default.PressedName);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync(CrashJson.Default.Outcome))!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _runtime.DisposeAsync();
    }
}
