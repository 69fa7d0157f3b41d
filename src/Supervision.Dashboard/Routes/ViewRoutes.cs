using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Supervision.Dashboard.Looking;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Routes;

/// <summary>What pages ask and what changes nothing: their part of the tree, and what follows if a process dies.</summary>
internal sealed class ViewRoutes(Observatory observatory, ViewBuilder views, RequestGuard guard, NodeKeys keys) : IDisposable
{
    /// <summary>How many deaths at once are tried: a page is for the usual limits.</summary>
    private const int Deaths = 20;

    private const int LongestStory = 20_000;

    /// <summary>A prediction on a large tree takes a while; only one is made at a time.</summary>
    private readonly SemaphoreSlim _predicting = new(1);

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/view", (RequestDelegate)(http => guard.HandleAsync(http, DashboardJson.Default.ViewRequest, request => ViewAsync(http, request))));
        routes.MapPost("/what-if", (RequestDelegate)(http => guard.HandleAsync(http, DashboardJson.Default.ActionRequest, request => WhatIfAsync(http, request))));
    }

    public void Dispose() => _predicting.Dispose();

    private async Task ViewAsync(HttpContext http, ViewRequest request) => await RequestGuard.WriteAsync(
        http, await views.BuildAsync(request, http.RequestAborted).ConfigureAwait(false), DashboardJson.Default.View).ConfigureAwait(false);

    private async Task WhatIfAsync(HttpContext http, ActionRequest request)
    {
        Look look = await observatory.LastAsync().ConfigureAwait(false);
        if (keys.Find(request.Key) is not { } path || look.Tree?.Find(path) is null)
        {
            await RequestGuard.AnswerAsync(http, StatusCodes.Status404NotFound, new Answer("There is no such process any more.")).ConfigureAwait(false);
            return;
        }

        await _predicting.WaitAsync(http.RequestAborted).ConfigureAwait(false);
        try
        {
            string text = ShownText.Cut(look.Tree.WhatIfDies(path, Deaths).ToText(), LongestStory);
            await RequestGuard.AnswerAsync(http, StatusCodes.Status200OK, new Answer("", text)).ConfigureAwait(false);
        }
        finally
        {
            _predicting.Release();
        }
    }
}
