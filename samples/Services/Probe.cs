using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Services;

/// <summary>Health, to be read by people and to be asked for by compose, whose images have no other client.</summary>
internal static class Probe
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsync($"{report.Status}: {string.Join("; ", report.Entries.Values.Select(static entry => entry.Description))}\n", context.RequestAborted);

    /// <returns>Whether the answer says yes; it does not if there is none.</returns>
    public static async Task<bool> AskAsync(Uri address)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
