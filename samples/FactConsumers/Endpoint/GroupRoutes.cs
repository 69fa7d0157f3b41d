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
        application.MapPost("/heal", (CancellationToken aborted) => HealAsync(aborted, application.Lifetime.ApplicationStopping));
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

    /// <summary>The endpoint is to the right of the group: when the root gives up, it is told to stop before all has ended.</summary>
    private async Task<IResult> HealAsync(CancellationToken aborted, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await operations.HealAsync(end.Token)
                ? Answers.Line("healed")
                : Answers.Unavailable("The consumers were started again and have ended again. Mend the reason, which the log says, then heal once more.");
        }
        catch (CallFailedException)
        {
            return Answers.Unavailable("The group is being started again already.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Answers.Unavailable("The consumers were not started again, and the program ends. Mend the reason, which the log says, then start it.");
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
