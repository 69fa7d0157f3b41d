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
        application.MapPost("/field/{id}/{mood}", (string id, string mood) => Field(id, mood));
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

    private IResult Field(string id, string text)
    {
        if (!Enum.TryParse(text, ignoreCase: true, out DeviceMood mood) || !Enum.IsDefined(mood))
        {
            return Answers.Missing("A device is sane, bonkers, away or silent.");
        }

        outside.Memory[id].Mood = mood;
        return Answers.Line($"Device {id} is {text} from now on.");
    }
}
