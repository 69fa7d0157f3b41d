using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FactConsumers;

/// <summary>Facts: publish them, and read what they say together.</summary>
internal sealed class FactRoutes(Operations operations)
{
    private const string Expected = "The body must be a JSON object such as {\"kind\":\"found\",\"mushroom\":\"Amanita muscaria\"}.";

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapPost("/facts/{queue}", (Delegate)PostAsync);
        application.MapGet("/guide", GuideAsync);
    }

    private async Task<IResult> PostAsync(HttpContext http, string queue)
    {
        if (Answers.MissingQueue(queue) is { } missing)
        {
            return missing;
        }

        if (await ReadAsync(http) is not { } fact)
        {
            return Answers.Mistake(Expected);
        }

        CallResult<bool> published = await operations.PublishAsync(queue, fact);
        return published.IsReply
            ? Results.Json(fact, FactsJson.Plain.Fact, statusCode: StatusCodes.Status202Accepted)
            : Answers.Unavailable($"The broker does not have it ({published.Failure!.Detail}).");
    }

    private async Task<IResult> GuideAsync()
    {
        CallResult<GuideView> guide = await operations.ReadGuideAsync();
        return guide.IsReply ? Results.Json(guide.Reply, FactsJson.Plain.GuideView) : Answers.Unavailable("The field guide is being restarted.");
    }

    private static async Task<Fact?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, FactsJson.Plain.NewFact, http.RequestAborted) is { Kind: { } kind, Mushroom: { } mushroom } fact
                && !string.IsNullOrWhiteSpace(kind) && !string.IsNullOrWhiteSpace(mushroom)
                ? new Fact(fact.Id ?? Guid.CreateVersion7().ToString(), kind, mushroom, fact.Value)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
