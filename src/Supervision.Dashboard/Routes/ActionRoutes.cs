using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Supervision.Dashboard.DeadLetters;
using Supervision.Dashboard.Looking;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Routes;

/// <summary>What pages ask and what changes something. Refused unless the program allows it.</summary>
internal sealed class ActionRoutes(Observatory observatory, ActionRecord record, RequestGuard guard, NodeKeys keys, DashboardOptions options)
{
    private const int LongestHold = 30 * 24 * 3600;

    internal void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/kill", KillAsync);
        Map(routes, "/restart", RestartAsync);
        Map(routes, "/dead-letters/drop", (http, request) => LetterAsync(http, request, "drop", (queue, runtime) => queue.DropAsync(runtime, request.Id)));
        Map(routes, "/dead-letters/requeue", (http, request) => LetterAsync(http, request, "requeue", (queue, runtime) => queue.RequeueAsync(runtime, request.Id)));
        Map(routes, "/dead-letters/hold", HoldAsync);
    }

    private void Map(IEndpointRouteBuilder routes, string path, Func<HttpContext, ActionRequest, Task> act) => routes.MapPost(
        path,
        (RequestDelegate)(http => guard.HandleAsync(http, DashboardJson.Default.ActionRequest, request => options.AllowActions
            ? act(http, request)
            : RequestGuard.AnswerAsync(http, StatusCodes.Status403Forbidden, new Answer("This program does not allow actions: DashboardOptions.AllowActions is false.")))));

    private Task KillAsync(HttpContext http, ActionRequest request)
    {
        if (Find(request) is not { } place || place.Pid == Pid.None)
        {
            return ChangedAsync(http);
        }

        record.Write(ActionRecord.PersonOf(http), "kill", place.Path, "", place.Path, place.Pid);
        place.Pid.Exit(ExitReason.Kill);
        return RequestGuard.AnswerAsync(http, StatusCodes.Status202Accepted, new Answer(""));
    }

    private Task RestartAsync(HttpContext http, ActionRequest request)
    {
        if (Find(request) is not { } place)
        {
            return ChangedAsync(http);
        }

        if (!place.CanRestart)
        {
            return RequestGuard.AnswerAsync(http, StatusCodes.Status409Conflict, new Answer("Only a declared child that is not temporary can be restarted; kill it instead."));
        }

        // Not waited for: the child may be what serves this request.
        _ = RestartAsync(ActionRecord.PersonOf(http), place);
        return RequestGuard.AnswerAsync(http, StatusCodes.Status202Accepted, new Answer(""));
    }

    private async Task RestartAsync(string person, Place place)
    {
        record.Write(person, "restart", place.Path, "", place.Path, place.Pid);
        string problem = await Restarting.RunAsync(place.Parent, place.Id).ConfigureAwait(false);
        if (problem.Length > 0)
        {
            record.Write(person, "restart", place.Path, problem, place.Path);
        }
    }

    private Task HoldAsync(HttpContext http, ActionRequest request)
    {
        int seconds = Math.Clamp(request.Seconds, 0, LongestHold);
        DateTimeOffset? until = seconds == 0 ? null : observatory.Runtime.Time.GetUtcNow().AddSeconds(seconds);
        return LetterAsync(http, request, "hold", (queue, runtime) => queue.HoldAsync(runtime, request.Id, until));
    }

    private async Task LetterAsync(HttpContext http, ActionRequest request, string action, Func<DeadLetterSource, ProcessRuntime, Task<string>> act)
    {
        if (request.Queue < 0 || request.Queue >= options.Queues.Count)
        {
            await RequestGuard.AnswerAsync(http, StatusCodes.Status404NotFound, new Answer("There is no such queue.")).ConfigureAwait(false);
            return;
        }

        DeadLetterSource queue = options.Queues[request.Queue];
        string problem = await act(queue, observatory.Runtime).ConfigureAwait(false);
        record.Write(ActionRecord.PersonOf(http), action, string.Create(CultureInfo.InvariantCulture, $"dead letter {request.Id} of {queue.Name}"), problem);
        int status = problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
        await RequestGuard.AnswerAsync(http, status, new Answer(problem)).ConfigureAwait(false);
    }

    /// <summary>The place, if the process that the page showed is still there: nobody means to end its successor.</summary>
    private Place? Find(ActionRequest request) =>
        keys.Find(request.Key) is { } path && observatory.Seen?.Tree is { } tree && tree.Find(path) is { } node && node.Pid.Id == request.Pid
        && (node.Pid == Pid.None || node.Pid.IsAlive)
            ? new Place(path, node.Id, node.Pid, Restarting.Parent(tree, node)?.Pid ?? Pid.None, Restarting.IsPossible(tree, node))
            : null;

    private static Task ChangedAsync(HttpContext http) => RequestGuard.AnswerAsync(
        http, StatusCodes.Status409Conflict, new Answer("That process is not there any more; the page shows what is there now."));

    /// <summary>A place in the tree, to do something with.</summary>
    private sealed record Place(string Path, string Id, Pid Pid, Pid Parent, bool CanRestart);
}
