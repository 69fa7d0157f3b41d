using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Supervision;

namespace ItemsApi;

/// <summary>Items: post, get, list.</summary>
internal sealed class ItemRoutes(ApiServers servers)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        // As a Delegate: a method of one HttpContext would be taken for a RequestDelegate, whose result is thrown away.
        application.MapPost("/items", (Delegate)PostAsync);
        application.MapGet("/items", ListAsync);
        application.MapGet("/items/{id:long}", GetAsync);
    }

    private async Task<IResult> PostAsync(HttpContext http)
    {
        NewItem? posted;
        string? mistake;
        try
        {
            (posted, mistake) = await ReadAsync(http);
        }
        catch (BadHttpRequestException refused)
        {
            // Kestrel takes no more of it, for instance because it is too large.
            return Answers.Refused(refused);
        }

        mistake ??= posted!.Mistake();
        if (mistake is not null)
        {
            return Answers.Mistake(mistake);
        }

        return await AskAsync(http, new RepositoryMessage.Add(posted!), item =>
        {
            // Cast, not call: the mailer may be slow, away or gone for good, and the client shall not notice.
            servers.Mailer.Cast(new MailerMessage.Send(Mail.ForNewItem(item, servers.MailTo)));
            http.Response.Headers.Location = Invariant($"/items/{item.Id}");
            return Results.Json(item, ItemsJson.Plain.Item, statusCode: StatusCodes.Status201Created);
        });
    }

    private Task<IResult> GetAsync(HttpContext http, long id) => AskAsync(http, new RepositoryMessage.Find(id), item => item is null
        ? Answers.Missing(Invariant($"There is no item {id}."))
        : Results.Json(item, ItemsJson.Plain.Item));

    private Task<IResult> ListAsync(HttpContext http, long after = 0, int limit = DefaultPage) => limit is < 1 or > LargestPage
        ? Task.FromResult(Answers.Mistake(Invariant($"limit was {limit}; must be from 1 to {LargestPage}.")))
        : AskAsync(http, new RepositoryMessage.List(after, limit), items => Results.Json(items, ItemsJson.Plain.IReadOnlyListItem));

    /// <summary>Asks the repository; while it is away, is restarted or dies over the request the answer is 503.</summary>
    private async Task<IResult> AskAsync<T>(HttpContext http, ICall<RepositoryMessage, StoreReply<T>> request, Func<T, IResult> answer)
    {
        if (!servers.RepositoryIsUp)
        {
            return Answers.Unavailable(http, "The repository is being restarted.");
        }

        // A client that goes away does not take its item back, and the item's mail is sent.
        CallResult<StoreReply<T>> result = await servers.Repository.TryCallAsync(request, cancellationToken: CancellationToken.None);
        return result switch
        {
            { IsReply: false } => Answers.Unavailable(
                http,
                $"The repository did not answer ({result.Failure!.Detail}); whether it did what was asked is not known."),
            { Reply: StoreReply<T>.Ok(var value) } => answer(value),
            { Reply: StoreReply<T>.Unavailable(var why) } => Answers.Unavailable(http, why),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<(NewItem? Item, string? Mistake)> ReadAsync(HttpContext http)
    {
        const string Expected = "The body must be a JSON object such as {\"name\":\"lamp\",\"note\":\"for the hall\"}.";
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, ItemsJson.Plain.NewItem, http.RequestAborted) is { } item
                ? (item, null)
                : (null, Expected);
        }
        catch (JsonException)
        {
            return (null, Expected);
        }
    }
}
