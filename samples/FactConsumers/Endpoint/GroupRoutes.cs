using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FactConsumers;

/// <summary>The group: look at it, break it, mend it, heal it.</summary>
internal sealed class GroupRoutes(Operations operations)
{
    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapGet("/health/live", () => Answers.Line("live"));
        application.MapGet("/health/ready", ReadyAsync);
        application.MapGet("/tree", async (CancellationToken cancellationToken) => Results.Text(await operations.TreeAsync(cancellationToken)));
        application.MapPost("/heal", HealAsync);
        application.MapPost("/kill/{id}", KillAsync);
        application.MapPost("/crash/monitor", () => operations.CrashMonitor()
            ? Answers.Line("ConsumerMonitor throws.", StatusCodes.Status202Accepted)
            : Answers.Missing("There is no ConsumerMonitor now."));
        application.MapPost("/teach/level/{level}", (string level) => Taught(() => operations.Vocabulary.TeachLevel(level), $"'{level}' is a level of toxicity now."));
        application.MapPost("/teach/kind/{queue}/{kind}", (string queue, string kind) =>
            Answers.MissingQueue(queue) ?? Taught(() => operations.Vocabulary.TeachKind(queue, kind), $"Facts of the kind '{kind}' in {queue} are integrated now."));
    }

    private async Task<IResult> ReadyAsync() => await operations.IsConsumingAsync()
        ? Answers.Line("consuming")
        : Answers.Line("order 66: nothing is consumed; mend the reason, then POST /heal", StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> HealAsync(CancellationToken cancellationToken)
    {
        try
        {
            await operations.HealAsync(cancellationToken);
            return Answers.Line("healed");
        }
        catch (CallFailedException error)
        {
            return Answers.Unavailable($"The group did not start: {error.Message}");
        }
    }

    private async Task<IResult> KillAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.KillAsync(id, cancellationToken)
                ? Answers.Line($"{id} is killed.", StatusCodes.Status202Accepted)
                : Answers.Missing($"There is no '{id}' in the group now.");
        }
        catch (CallFailedException)
        {
            return Answers.Unavailable("The group is being restarted.");
        }
    }

    private static IResult Taught(Action teach, string told)
    {
        teach();
        return Answers.Line(told);
    }
}
