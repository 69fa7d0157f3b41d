using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DeviceGateway;

/// <summary>To look at the gateway.</summary>
internal sealed class LookRoutes(Operations operations)
{
    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapGet("/tree", async (CancellationToken cancellationToken) => Results.Text(await operations.TreeAsync(cancellationToken)));
        application.MapGet("/tree.json", async (CancellationToken cancellationToken) => Results.Text(await operations.TreeJsonAsync(cancellationToken), "application/json"));
        application.MapGet("/devices", () => Results.Json(operations.Devices(), GatewayJson.Plain.DevicesView));
        application.MapGet("/devices/{id}", DeviceAsync);
        application.MapGet("/repairs", () => Results.Json(operations.RepairsNow(), GatewayJson.Plain.RepairsView));
        application.MapGet("/readings", async (CancellationToken cancellationToken) => await operations.ReadingsAsync(cancellationToken) is { } readings
            ? Results.Json(readings, GatewayJson.Plain.ReadingsView)
            : Answers.Unavailable("The queue of readings is being restarted."));
        application.MapGet("/config", ConfigurationAsync);
        application.MapGet("/metrics", MetricsAsync);
    }

    private async Task<IResult> ConfigurationAsync(CancellationToken cancellationToken)
    {
        CallResult<ConfigurationView> read = await GatewayNames.Cache(operations.Runtime).TryCallAsync(new CacheMessage.Read(), cancellationToken: cancellationToken);
        return read.TryGetReply(out ConfigurationView? view)
            ? Results.Json(view, GatewayJson.Plain.ConfigurationView)
            : Answers.CacheIsAway;
    }

    private async Task<IResult> MetricsAsync(CancellationToken cancellationToken)
    {
        CallResult<MetricsView> asked = await GatewayNames.Meters(operations.Runtime).TryCallAsync(new MetricsMessage.Ask(), cancellationToken: cancellationToken);
        return asked.TryGetReply(out MetricsView? sums)
            ? Results.Json(sums, GatewayJson.Plain.MetricsView)
            : Answers.Unavailable("The metrics are away with the left side.");
    }

    private async Task<IResult> DeviceAsync(string id, CancellationToken cancellationToken)
    {
        CallResult<DeviceView> asked = await GatewayNames.Machine(operations.Runtime, id).TryCallAsync(new MachineMessage.Ask(), cancellationToken: cancellationToken);
        if (asked.TryGetReply(out DeviceView? view))
        {
            return Results.Json(view, GatewayJson.Plain.DeviceView);
        }

        return operations.Repairs.List().FirstOrDefault(device => device.Key == GatewayNames.Device(id)) is { } known
            ? Results.Json(RepairView.Of(known), GatewayJson.Plain.RepairView, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Answers.Missing($"There is no device '{id}'.");
    }
}
