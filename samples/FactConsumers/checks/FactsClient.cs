using System.Text.Json;

namespace FactConsumers.Checks;

/// <summary>Asks a replica over HTTP.</summary>
internal sealed class FactsClient(CheckedProgram replica) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = replica.Address };

    public async Task<(int Status, string Text)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Publishes a fact that can be integrated, unless the kind or the value says otherwise.</summary>
    public async Task PublishAsync(string queue, string id, string? kind = null, string value = "poisonous")
    {
        kind ??= queue == "toxicity" ? "measured" : "found";
        string body = $$"""{"id":"{{id}}","kind":"{{kind}}","mushroom":"fly agaric","value":"{{value}}"}""";
        (int status, string text) = await AskAsync("POST", $"/facts/{queue}", body);
        if (status != 202)
        {
            throw new InvalidOperationException($"The fact was not taken: {text}");
        }
    }

    /// <summary>How many facts are in its field guide.</summary>
    public async Task<int> IntegratedAsync()
    {
        using JsonDocument guide = JsonDocument.Parse((await AskAsync("GET", "/guide")).Text);
        return guide.RootElement.GetProperty("integrated").GetInt32();
    }

    public async Task<bool> IsConsumingAsync() => (await AskAsync("GET", "/health/ready")).Status == 200;

    public void Dispose() => _http.Dispose();
}
