using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Tests;

/// <summary>A page as its script is: has a stream, asks for views when there is news.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly string _name;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private OpenPage(RunningProgram program, string name, HttpResponseMessage response, StreamReader lines) =>
        (_program, _name, _response, _lines) = (program, name, response, lines);

    public Hello Hello { get; private set; } = null!;

    /// <summary>What the page wants to see; changed by the test.</summary>
    public ViewRequest Wanted { get; set; } = new();

    public static async Task<OpenPage> OpenAsync(RunningProgram program, string name = "Ann")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/supervision/events");
        request.Headers.Add("X-Name", name);
        HttpResponseMessage response = await program.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var page = new OpenPage(program, name, response, new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
        page.Hello = await page.NextAsync("hello", DashboardJson.Default.Hello);
        await page.NewsAsync();
        return page;
    }

    public Task<News> NewsAsync() => NextAsync("news", DashboardJson.Default.News);

    /// <summary>Looks, and looks again at each news, until the view is so.</summary>
    public async Task<View> UntilAsync(Func<View, bool> isSo)
    {
        View view = await ViewAsync();
        while (!isSo(view))
        {
            await NewsAsync();
            view = await ViewAsync();
        }

        return view;
    }

    public async Task<View> ViewAsync()
    {
        (HttpStatusCode status, string body) = await PostAsync("/view", JsonSerializer.Serialize(Wanted, DashboardJson.Default.ViewRequest));
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonSerializer.Deserialize(body, DashboardJson.Default.View)!;
    }

    /// <summary>The line of a process of the tree.</summary>
    public async Task<TreeRow> RowAsync(string id) => (await UntilAsync(view => view.Rows.Any(row => row.Id == id))).Rows.Single(row => row.Id == id);

    public async Task<(HttpStatusCode Status, Answer Answer)> ActAsync(string path, ActionRequest request)
    {
        (HttpStatusCode status, string body) = await PostAsync(path, JsonSerializer.Serialize(request, DashboardJson.Default.ActionRequest));
        return (status, body.Length > 0 && body[0] == '{' ? JsonSerializer.Deserialize(body, DashboardJson.Default.Answer)! : new Answer(""));
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string json)
    {
        using StringContent content = RunningProgram.Json(json);
        using HttpResponseMessage answer = await _program.SendAsync(HttpMethod.Post, path, _name, Hello.Token, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task ToEndAsync() => await _lines.ReadToEndAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> NextAsync<T>(string name, JsonTypeInfo<T> type)
    {
        string last = "";
        while (await _lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && last == "event: " + name)
            {
                return JsonSerializer.Deserialize(line[6..], type)!;
            }

            last = line;
        }

        throw new EndOfStreamException("The stream has ended.");
    }
}
