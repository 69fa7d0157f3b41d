using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MakeItCrash;

/// <summary>Server-sent events: a scene for each change, until the page, the show or the endpoint ends.</summary>
internal sealed class SceneStream(Stage stage, CancellationToken ends)
{
    private const int LongestQueue = 200;

    // A connection whose other end has gone without a word is noticed when something is written into it.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/events", (RequestDelegate)StreamAsync);

    private async Task StreamAsync(HttpContext http)
    {
        using CancellationTokenSource until = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, ends);
        Channel<Scene> scenes = Channel.CreateBounded<Scene>(LongestQueue);
        Pid show = stage.ShowProcess;
        CallResult<bool> watches = await stage.Show.TryCallAsync(new ShowMessage.Watch(scenes.Writer), cancellationToken: until.Token);
        if (!watches.TryGetReply(out bool hasRoom) || !hasRoom)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            _ = CompleteAfterAsync(show.WaitForExitAsync(until.Token), scenes.Writer);
            await WriteAsync(http.Response, scenes.Reader, until.Token);
        }
        catch (OperationCanceledException)
        {
            // The page has gone, or the endpoint stops: the stream just ends.
        }
        finally
        {
            stage.Show.Cast(new ShowMessage.Leave(scenes.Writer));
            await until.CancelAsync();
        }
    }

    /// <summary>A show that was killed could not close its streams.</summary>
    private static async Task CompleteAfterAsync(Task exit, ChannelWriter<Scene> page)
    {
        await exit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        page.TryComplete();
    }

    private async Task WriteAsync(HttpResponse response, ChannelReader<Scene> scenes, CancellationToken cancellationToken)
    {
        await response.WriteAsync("retry: 500\n\n", cancellationToken);
        while (true)
        {
            Task<bool> more = scenes.WaitToReadAsync(cancellationToken).AsTask();
            while (!await ComesWithinAsync(more, cancellationToken))
            {
                await response.WriteAsync(":\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }

            if (!await more)
            {
                return;
            }

            while (scenes.TryRead(out Scene? scene))
            {
                await response.WriteAsync($"data: {scene.Json}\n\n", cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
        }
    }

    /// <summary>False when it is time for a heartbeat.</summary>
    private async Task<bool> ComesWithinAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(Heartbeat, stage.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
