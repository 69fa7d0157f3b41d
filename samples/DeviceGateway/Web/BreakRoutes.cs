using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DeviceGateway;

/// <summary>To see what happens. A service of your own has none of these.</summary>
internal sealed class BreakRoutes(Operations operations, Outside outside)
{
    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapPost("/kill/{**name}", (string name) => operations.Kill(name)
            ? Answers.Line($"{name} is killed.", StatusCodes.Status202Accepted)
            : Answers.Missing($"Nobody is called '{name}' now."));
        application.MapPost("/lose/left", async (CancellationToken cancellationToken) => await operations.LoseLeftAsync(cancellationToken)
            ? Answers.Line("The left side has given up. It is tried again later.", StatusCodes.Status202Accepted)
            : Answers.Missing("The left side is lost already."));
        application.MapPost("/network/{side}/{state}", Network);
        application.MapPost("/field/{id}/{mood}", FieldAsync);
    }

    private IResult Network(string side, string state)
    {
        if (state is not ("up" or "down"))
        {
            return Answers.Missing("A network is up or down.");
        }

        switch (side)
        {
            case "queue":
                outside.Broker.IsUp = state == "up";
                break;
            case "sql" when outside.Embedded is { } database:
                database.IsUp = state == "up";
                break;
            default:
                return Answers.Missing("Only queue, and sql while it is within the program, have a network here.");
        }

        return Answers.Line($"The network to {side} is {state}.");
    }

    private async Task<IResult> FieldAsync(string id, string mood, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse(mood, ignoreCase: true, out DeviceMood wanted) || !Enum.IsDefined(wanted))
        {
            return Answers.Missing("A device is sane, bonkers, away or silent.");
        }

        CallResult<DeviceConfiguration?> asked = await GatewayNames.Cache(operations.Runtime).TryCallAsync(new CacheMessage.Find(id), cancellationToken: cancellationToken);
        if (!asked.IsReply)
        {
            return Answers.CacheIsAway;
        }

        if (!asked.TryGetReply(out DeviceConfiguration? device) || device is null)
        {
            return Answers.Missing($"There is no device '{id}'; GET /config says which there are.");
        }

        if (device.Host != MemoryDevices.Host)
        {
            return Answers.Missing(Invariant($"Device {id} is at {device.Host}:{device.Port}; only those within the program can be told what to be."));
        }

        outside.Memory[id].Mood = wanted;
        return Answers.Line($"Device {id} is {mood} from now on.");
    }
}
