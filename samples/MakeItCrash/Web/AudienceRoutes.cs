using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MakeItCrash;

/// <summary>What the audience can do.</summary>
internal sealed class AudienceRoutes(Stage stage)
{
    /// <summary>Adds the routes. A body must be JSON by its content type, which no form of another site can send.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/new", (RequestDelegate)(http => WithNameAsync(http, NewAsync)));
        routes.MapPost("/leave", (RequestDelegate)(http => WithNameAsync(http, LeaveAsync)));
        routes.MapPost("/crash", (RequestDelegate)(http => WithNameAsync(http, CrashAsync)));
        routes.MapPost("/kill-state", (RequestDelegate)KillStateAsync);
    }

    private static async Task WithNameAsync(HttpContext http, Func<string, Partition, CancellationToken, Task<(int Status, string Problem)>> act)
    {
        if (!http.Request.HasJsonContentType())
        {
            await AnswerAsync(http, StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json.");
            return;
        }

        (PressedName? pressed, string garbage) = await ReadAsync(http);
        string mistake = garbage;
        if (pressed is null || !ParticipantName.TryParse(pressed.Name, out string name, out mistake))
        {
            await AnswerAsync(http, StatusCodes.Status400BadRequest, mistake);
            return;
        }

        Partition partition = Partition.Of(name);
        (int status, string problem) = await act(name, partition, http.RequestAborted);
        await AnswerAsync(http, status, problem, name, partition.Label);
    }

    /// <summary>What was sent, or what is wrong with it.</summary>
    private static async Task<(PressedName? Pressed, string Garbage)> ReadAsync(HttpContext http)
    {
        const string Expected = "The body must be a JSON object with a text, such as {\"name\":\"Ann\"}.";
        try
        {
            return (await http.Request.ReadFromJsonAsync(CrashJson.Default.PressedName, http.RequestAborted), Expected);
        }
        catch (JsonException)
        {
            return (null, Expected);
        }
        catch (BadHttpRequestException refused)
        {
            return (null, refused.Message);
        }
    }

    private async Task<(int Status, string Problem)> NewAsync(string name, Partition partition, CancellationToken cancellationToken)
    {
        CallResult<bool> result = await stage.AskAsync(partition, new PartitionMessage.New(name), cancellationToken);
        return result.TryGetReply(out bool hasRoom) switch
        {
            false => (StatusCodes.Status503ServiceUnavailable, $"{partition.Label} crashed before it could answer. Press New again."),
            _ when !hasRoom => (StatusCodes.Status409Conflict, $"{partition.Label} is full."),
            _ => (StatusCodes.Status200OK, ""),
        };
    }

    private async Task<(int Status, string Problem)> LeaveAsync(string name, Partition partition, CancellationToken cancellationToken)
    {
        CallResult<bool> result = await stage.AskAsync(partition, new PartitionMessage.Leave(name), cancellationToken);
        return result.IsReply
            ? (StatusCodes.Status200OK, "")
            : (StatusCodes.Status503ServiceUnavailable, $"{partition.Label} crashed before it could answer. Press Leave again.");
    }

    private async Task<(int Status, string Problem)> CrashAsync(string name, Partition partition, CancellationToken cancellationToken) =>
        await stage.CrashAsync(partition, name, cancellationToken)
            ? (StatusCodes.Status202Accepted, "")
            : (StatusCodes.Status409Conflict, $"{partition.Label} is down already. It will be back in a moment.");

    private async Task KillStateAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await AnswerAsync(http, StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json.");
        }
        else if (await stage.KillStateAsync(http.RequestAborted))
        {
            await AnswerAsync(http, StatusCodes.Status202Accepted, "");
        }
        else
        {
            await AnswerAsync(http, StatusCodes.Status409Conflict, "Not all partitions are up. They will be in a moment.");
        }
    }

    private static Task AnswerAsync(HttpContext http, int status, string problem, string name = "", string label = "")
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new Outcome(name, label, problem), CrashJson.Default.Outcome, cancellationToken: http.RequestAborted);
    }
}
