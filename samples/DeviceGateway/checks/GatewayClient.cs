using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DeviceGateway.Checks;

/// <summary>Asks a gateway over HTTP.</summary>
internal sealed class GatewayClient(CheckedProgram program) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = program.Address, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<(int Status, string Text)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What runs and what does not.</summary>
    public Task<DevicesView> DevicesAsync() => GetAsync("/devices", GatewayJson.Plain.DevicesView);

    /// <summary>What the gateway knows of a device; null when it does not run.</summary>
    public async Task<DeviceView?> DeviceAsync(string id)
    {
        (int status, string text) = await AskAsync("GET", $"/devices/{id}");
        return status == 200 ? JsonSerializer.Deserialize(text, GatewayJson.Plain.DeviceView) : null;
    }

    /// <summary>How many readings wait on the disk.</summary>
    public async Task<int> WaitingAsync() => (await GetAsync("/readings", GatewayJson.Plain.ReadingsView)).Waiting;

    /// <summary>The configuration.</summary>
    public Task<ConfigurationView> ConfigurationAsync() => GetAsync("/config", GatewayJson.Plain.ConfigurationView);

    public async Task<bool> IsReadyAsync() => (await AskAsync("GET", "/health/ready")).Status == 200;

    /// <summary>True when a device answers, or does not.</summary>
    public async Task<bool> AreAsync(DeviceState state, IEnumerable<int> devices)
    {
        foreach (int device in devices)
        {
            if ((await DeviceAsync(Invariant($"{device}")))?.State != state)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The pids of all processes that have a name, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PidsAsync()
    {
        using JsonDocument tree = JsonDocument.Parse((await AskAsync("GET", "/tree.json")).Text);
        var pids = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(tree.RootElement, pids);
        return pids;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        (int status, string text) = await AskAsync("GET", path);
        return status == 200 ? JsonSerializer.Deserialize(text, type)! : throw new IOException(Invariant($"{path} answers {status}: {text}"));
    }

    private static void Collect(JsonElement element, Dictionary<string, string> pids)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement entry in element.EnumerateArray())
            {
                Collect(entry, pids);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (element.TryGetProperty("name", out JsonElement name) && name.GetString() is { } named
            && element.TryGetProperty("pid", out JsonElement pid) && pid.GetString() is { } number)
        {
            pids[named] = number;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            Collect(property.Value, pids);
        }
    }
}
