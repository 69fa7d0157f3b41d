using System.Net.Http.Json;
using System.Text.Json;

namespace ItemsApi.Checks;

/// <summary>The API as a client sees it.</summary>
internal sealed class ItemsClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Posts an item; its id when it was acknowledged.</summary>
    public async Task<(int Status, long Id)> PostItemAsync(string name)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("items", new { name });
        if ((int)response.StatusCode != 201)
        {
            return ((int)response.StatusCode, 0);
        }

        using JsonDocument item = await ReadAsync(response);
        return (201, item.RootElement.GetProperty("id").GetInt64());
    }

    /// <summary>Posts an item.</summary>
    /// <returns>What was answered, and what is answered to who asks for it.</returns>
    public async Task<(string Posted, string Found)> PostAndFindAsync(string name)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("items", new { name });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsStringAsync(), await _http.GetStringAsync(response.Headers.Location));
    }

    /// <summary>The name of an item; null when the answer is not 200.</summary>
    public async Task<(int Status, string? Name)> GetItemAsync(long id)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(Invariant($"items/{id}"), UriKind.Relative));
        if ((int)response.StatusCode != 200)
        {
            return ((int)response.StatusCode, null);
        }

        using JsonDocument item = await ReadAsync(response);
        return (200, item.RootElement.GetProperty("name").GetString());
    }

    /// <summary>All items, page by page.</summary>
    public async Task<Dictionary<long, string>> GetAllItemsAsync()
    {
        var all = new Dictionary<long, string>();
        long last = 0;
        while (true)
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(Invariant($"items?after={last}&limit=1000"), UriKind.Relative));
            response.EnsureSuccessStatusCode();
            using JsonDocument page = await ReadAsync(response);
            if (page.RootElement.GetArrayLength() == 0)
            {
                return all;
            }

            foreach (JsonElement item in page.RootElement.EnumerateArray())
            {
                last = item.GetProperty("id").GetInt64();
                all.Add(last, item.GetProperty("name").GetString()!);
            }
        }
    }

    /// <summary>Status and text of a path.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, (await response.Content.ReadAsStringAsync()).Trim());
    }

    /// <summary>Posts without a body.</summary>
    public async Task<int> PostAsync(string path)
    {
        using HttpResponseMessage response = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
        return (int)response.StatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response) =>
        await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
}
