using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Routes;

/// <summary>
/// Lets a request through when it comes from a page of this program. Another site can neither read the token, which comes with the stream, nor send
/// JSON or a header of its own; and browsers say themselves where a request comes from.
/// </summary>
internal sealed class RequestGuard
{
    /// <summary>Carries the token.</summary>
    internal const string Header = "X-Supervision-Token";

    private const long LargestBody = 256 * 1024;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>The token of a person, until the program ends.</summary>
    internal string TokenOf(HttpContext http) =>
        Convert.ToHexString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(http.User.Identity?.Name ?? "")));

    /// <summary>Handles a request from a page, or refuses it.</summary>
    internal async Task HandleAsync<TRequest>(HttpContext http, JsonTypeInfo<TRequest> type, Func<TRequest, Task> handle)
        where TRequest : class
    {
        if (Refusal(http) is (var status, var why))
        {
            await AnswerAsync(http, status, new Answer(why)).ConfigureAwait(false);
        }
        else if (await ReadAsync(http, type).ConfigureAwait(false) is not { } request)
        {
            await AnswerAsync(http, StatusCodes.Status400BadRequest, new Answer("The request cannot be read.")).ConfigureAwait(false);
        }
        else
        {
            await handle(request).ConfigureAwait(false);
        }
    }

    internal static Task AnswerAsync(HttpContext http, int status, Answer answer)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, answer, DashboardJson.Default.Answer);
    }

    internal static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        Harden(http);
        return http.Response.WriteAsJsonAsync(value, type, cancellationToken: http.RequestAborted);
    }

    /// <summary>What holds for every response: it is not kept, and is what it says it is.</summary>
    internal static void Harden(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }

    private (int Status, string Why)? Refusal(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            return (StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json.");
        }

        string? site = http.Request.Headers["Sec-Fetch-Site"];
        string given = http.Request.Headers[Header].ToString();
        bool isOurs = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(TokenOf(http)));
        return site is not (null or "same-origin") || !isOurs
            ? (StatusCodes.Status403Forbidden, "The request does not come from a page of this program, or the program was started anew: load the page again.")
            : null;
    }

    private static async Task<TRequest?> ReadAsync<TRequest>(HttpContext http, JsonTypeInfo<TRequest> type)
        where TRequest : class
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Math.Min(limit.MaxRequestBodySize ?? LargestBody, LargestBody);
        }

        try
        {
            return await http.Request.ReadFromJsonAsync(type, http.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }
}
