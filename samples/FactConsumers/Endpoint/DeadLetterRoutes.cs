using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FactConsumers;

/// <summary>Dead letters: list, drop, hold and requeue them.</summary>
internal sealed class DeadLetterRoutes(Operations operations)
{
    private const int LongestHold = 7 * 24 * 3600;

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        RouteGroupBuilder letters = application.MapGroup("/dead-letters");
        letters.AddEndpointFilter(OrUnavailableAsync);
        letters.MapGet("", ListAsync);
        letters.MapDelete("/{id:long}", DropAsync);
        letters.MapPost("/{id:long}/hold", HoldAsync);
        letters.MapPost("/{id:long}/requeue", RequeueAsync);
    }

    private async Task<IResult> ListAsync() =>
        Results.Json([.. (await operations.DeadLetters.ListAsync()).Select(DeadLetterView.Of)], FactsJson.Plain.DeadLetterViewArray);

    private async Task<IResult> DropAsync(long id) =>
        await operations.DeadLetters.DropAsync(id) ? Answers.Line(Invariant($"Dead letter {id} is gone for good.")) : Missing(id);

    /// <summary>Has it requeued by itself after some seconds; without a time it waits for somebody again.</summary>
    private async Task<IResult> HoldAsync(long id, int? seconds = null)
    {
        if (seconds is < 0 or > LongestHold)
        {
            return Answers.Mistake(Invariant($"seconds was {seconds}; must be from 0 to {LongestHold}."));
        }

        DateTimeOffset? until = seconds is { } wait ? operations.Time.GetUtcNow().AddSeconds(wait) : null;
        return await operations.DeadLetters.HoldAsync(id, until)
            ? Answers.Line(until is null ? Invariant($"Dead letter {id} waits for somebody.") : Invariant($"Dead letter {id} is requeued in {seconds} s."))
            : Missing(id);
    }

    private async Task<IResult> RequeueAsync(long id) => await operations.DeadLetters.RequeueAsync(id) switch
    {
        RequeueResult.Done => Answers.Line(Invariant($"Dead letter {id} is back in its queue.")),
        RequeueResult.Failed(var reason) => Answers.Conflict($"It stays: {reason}"),
        RequeueResult.Running => Answers.Conflict("Somebody else is requeueing it just now."),
        _ => Missing(id),
    };

    private static IResult Missing(long id) => Answers.Missing(Invariant($"There is no dead letter {id} to be had now."));

    private static async ValueTask<object?> OrUnavailableAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception error) when (error is CallFailedException or CallTimeoutException)
        {
            return Answers.Unavailable("The dead letters are being restarted.");
        }
    }
}
