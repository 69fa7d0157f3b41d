using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Dashboard.Looking;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Routes;

/// <summary>Server-sent events: that there is something new to see, until the page goes, the program stops, or it is time to be authorized again.</summary>
internal sealed class StreamRoute(Observatory observatory, Chronicle chronicle, RequestGuard guard, DashboardOptions options, CancellationToken stops)
{
    // A connection whose other end has gone without a word is noticed when something is written into it.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How many pages are open.</summary>
    private int _viewers;

    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("/events", (RequestDelegate)StreamAsync);

    private async Task StreamAsync(HttpContext http)
    {
        RequestGuard.Harden(http);
        try
        {
            if (Interlocked.Increment(ref _viewers) > options.MaxViewers)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using CancellationTokenSource until = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stops);
            await WriteAsync(http, until.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The page has gone, or the program stops: the stream just ends.
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    private async Task WriteAsync(HttpContext http, CancellationToken cancellationToken)
    {
        HttpResponse response = http.Response;
        response.ContentType = "text/event-stream";
        await response.WriteAsync("retry: 500\n\n", cancellationToken).ConfigureAwait(false);
        Hello hello = new(guard.TokenOf(http), await CanActAsync(http).ConfigureAwait(false), [.. options.Queues.Select(static queue => ShownText.Cut(queue.Name, ShownText.Name))]);
        await WriteAsync(response, "hello", hello, DashboardJson.Default.Hello, cancellationToken).ConfigureAwait(false);
        await TellAsync(response, observatory.Runtime.Time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of each look that is different, and at once of what happens: a large tree takes a while to look at.</summary>
    private async Task TellAsync(HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan gap = TimeSpan.FromSeconds(1.0 / options.MaxLooksPerSecond);
        long begin = time.GetTimestamp();
        long wroteAt = begin;
        long version = 0;
        long happening = 0;
        while (time.GetElapsedTime(begin) < Longest)
        {
            Task<Look> look = observatory.NextAsync();
            await Task.WhenAny(look, version == 0 ? look : chronicle.AfterAsync(happening)).WaitAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan sinceLast = time.GetElapsedTime(wroteAt);
            if (version > 0 && sinceLast < gap)
            {
                await Task.Delay(gap - sinceLast, time, cancellationToken).ConfigureAwait(false);
            }

            (long Version, long Happening) now = (observatory.Seen?.Version ?? 0, chronicle.Last);
            if (now != (version, happening))
            {
                (version, happening) = now;
                await WriteAsync(response, "news", new News(version), DashboardJson.Default.News, cancellationToken).ConfigureAwait(false);
                wroteAt = time.GetTimestamp();
            }
            else if (sinceLast >= Heartbeat)
            {
                await response.WriteAsync(":\n\n", cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
                wroteAt = time.GetTimestamp();
            }
        }
    }

    private static async Task WriteAsync<T>(HttpResponse response, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, type)}\n\n", cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CanActAsync(HttpContext http) => options.AllowActions && (options.ActionPolicy is not { } policy
        || (await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, http, policy).ConfigureAwait(false)).Succeeded);
}
