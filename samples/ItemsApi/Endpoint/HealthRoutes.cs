using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Supervision;

namespace ItemsApi;

/// <summary>Health: live as long as the endpoint answers, ready when items can be stored and read.</summary>
internal sealed class HealthRoutes(ApiServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapGet("/health/live", () => Results.Text("live"));
        application.MapGet("/health/ready", ReadyAsync);
    }

    private async Task<IResult> ReadyAsync()
    {
        CallResult<string> degraded = await servers.Readiness.TryCallAsync(new ReadinessMessage.Degraded(), Patience);
        if (!degraded.IsReply)
        {
            return NotReady("starting or stopping");
        }

        if (!servers.RepositoryIsUp)
        {
            return NotReady("repository: restarting");
        }

        CallResult<StoreReply<bool>> ping = await servers.Repository.TryCallAsync(new RepositoryMessage.Ping(), Patience);
        return ping switch
        {
            { IsReply: false } => NotReady($"repository: {ping.Failure!.Detail}"),
            { Reply: StoreReply<bool>.Unavailable(var why) } => NotReady($"repository: {why}"),
            _ => Results.Text(degraded.Reply.Length == 0 ? "ready" : $"degraded: {degraded.Reply}"),
        };
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
