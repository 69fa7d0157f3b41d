using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Programs;
using Supervision;

namespace ItemsApi;

/// <summary>For a person at the keyboard: crash, kill and hang parts of the program and watch. A service of your own has none of
/// these.</summary>
internal sealed class PlayRoutes(ApiServers servers)
{
    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapPost("/crash/mailer", () => Sent(servers.Mailer.Cast(new MailerMessage.Crash())));
        application.MapPost("/crash/repository", () => Sent(servers.Repository.Cast(new RepositoryMessage.Crash())));
        application.MapPost("/crash/endpoint", () => Sent(servers.Endpoint.Cast(new EndpointMessage.Crash())));
        application.MapPost("/hang/mailer", () => Sent(servers.Mailer.Cast(new MailerMessage.Hang())));
        application.MapPost("/kill/{name}", Kill);
        application.MapPost("/repair/mailer", RepairAsync);
        application.MapGet("/tree", TreeAsync);
    }

    /// <summary>Starts the mailer's subtree again after its supervisor has given up.</summary>
    private async Task<IResult> RepairAsync(CancellationToken cancellationToken)
    {
        ChildResult result = await servers.Mail.StartChildAsync(servers.MailerSubtree, cancellationToken);
        if (result is not ChildResult.Started)
        {
            return Answers.Conflict(result switch
            {
                ChildResult.AlreadyStarted => "The mailer runs; there is nothing to repair.",
                ChildResult.Failed(var reason) => $"The mailer did not start: {Cause(reason)}",
                _ => $"The mailer was not started: {result}.",
            });
        }

        servers.Readiness.Cast(new ReadinessMessage.Look());
        return Results.Accepted();
    }

    /// <summary>What the child at the bottom of it said.</summary>
    private static string Cause(ExitReason reason) => reason switch
    {
        ExitReason.ShutdownWith(FailedToStartChild child) => Cause(child.Reason),
        ExitReason.Crashed(var error) => error.Message,
        _ => $"{reason}",
    };

    private async Task<IResult> TreeAsync() => Results.Text((await TreeSnapshot.TakeAsync(servers.Root)).ToText());

    private IResult Kill(string name)
    {
        Pid pid = servers.Find(name);
        pid.Exit(ExitReason.Kill);
        return Sent(pid == Pid.None ? SendResult.NoProcess : SendResult.Accepted);
    }

    private static IResult Sent(SendResult sent) => sent == SendResult.Accepted ? Results.Accepted() : Answers.Missing("There is no such process now.");
}
