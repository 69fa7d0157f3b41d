using System.Net;
using System.Text;
using System.Text.Json;

namespace ItemsApi.Tests;

/// <summary>The dashboard below <c>/supervision</c>, asked as its page does.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private static readonly CancellationToken None = CancellationToken.None;
    private RunningApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Page_IsServedWithAPolicyThatLoadsNothingFromElsewhere()
    {
        using HttpResponseMessage page = await _api.Client.GetAsync(new Uri("/supervision", UriKind.Relative), None);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<title>Supervision</title>", await page.Content.ReadAsStringAsync(None), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task View_ShowsTheWholeTreeAsTheTextDoes()
    {
        using JsonDocument view = await ViewAsync();

        string text = await _api.Client.GetStringAsync(new Uri("/tree", UriKind.Relative), None);
        string[] rows = [.. view.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("id").GetString()!)];
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimStart('│', '├', '└', '─', ' ').Split('#', ' ')[0])];
        Assert.Equal(lines, rows);
    }

    [Fact(Timeout = Hang)]
    public async Task View_RepositoryWasKilled_ShowsItsRestart()
    {
        using HttpResponseMessage kill = await _api.Client.PostAsync(new Uri("/kill/repository", UriKind.Relative), null, None);
        Assert.Equal(HttpStatusCode.Accepted, kill.StatusCode);
        await _api.Log.WaitForAsync("Repository answers", times: 2);

        using JsonDocument view = await ViewAsync();

        JsonElement restarted = Assert.Single(view.RootElement.GetProperty("rows").EnumerateArray(), static row =>
            row.TryGetProperty("name", out JsonElement name) && name.GetString() == Names.Repository);
        Assert.Equal(("running", 1), (restarted.GetProperty("status").GetString(), restarted.GetProperty("restarts").GetInt32()));
        Assert.Equal("ready", await _api.Client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), None));
    }

    [Fact(Timeout = Hang)]
    public async Task View_WithoutTheTokenOfAPage_IsRefused()
    {
        using HttpResponseMessage refused = await AskAsync("not the token");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    /// <summary>Opens a page's stream for its token, and asks for a view with it as soon as there is one.</summary>
    private async Task<JsonDocument> ViewAsync()
    {
        await using Stream events = await _api.Client.GetStreamAsync(new Uri("/supervision/events", UriKind.Relative), None);
        using var lines = new StreamReader(events);
        using var hello = JsonDocument.Parse(await NextAsync(lines, "hello"));
        await NextAsync(lines, "news");
        using HttpResponseMessage answer = await AskAsync(hello.RootElement.GetProperty("token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(None));
    }

    /// <summary>The data of the next event of a kind.</summary>
    private static async Task<string> NextAsync(StreamReader lines, string kind)
    {
        while (await lines.ReadLineAsync(None) is { } line)
        {
            if (line == $"event: {kind}")
            {
                return (await lines.ReadLineAsync(None))!["data: ".Length..];
            }
        }

        throw new EndOfStreamException($"The stream ended without {kind}.");
    }

    private async Task<HttpResponseMessage> AskAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/supervision/view");
        request.Headers.Add("X-Supervision-Token", token);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        return await _api.Client.SendAsync(request, None);
    }
}
