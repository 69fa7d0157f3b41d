using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DeviceGateway;

/// <summary>To change what the gateway does: another way to the same cache as by the queue, and the switches.</summary>
internal sealed class ChangeRoutes(Operations operations)
{
    private const int LongestChange = 10_000_000;

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication application)
    {
        application.MapPost("/config", ChangeAsync);
        application.MapPost("/repairs/{word}/pause", PauseAsync);
        application.MapPost("/repairs/{word}/resume", (string word) => operations.Repairs.Resume(word)
            ? Answers.Line($"'{word}' is repaired again.")
            : Answers.Missing($"'{word}' is not paused."));
    }

    private async Task<IResult> PauseAsync(string word, CancellationToken cancellationToken)
    {
        CallResult<ConfigurationView> read = await GatewayNames.Cache(operations.Runtime).TryCallAsync(new CacheMessage.Read(), cancellationToken: cancellationToken);
        if (!read.TryGetReply(out ConfigurationView? configuration))
        {
            return Answers.CacheIsAway;
        }

        if (operations.Repairs.Paused.Contains(word))
        {
            return Answers.Line($"'{word}' is paused already.");
        }

        // A switch with a mistake in its name would be on, and hold nothing.
        if (SwitchNames.FindMistake(word, configuration.Devices) is { } mistake)
        {
            return Answers.Missing(mistake);
        }

        operations.Repairs.Pause(word);
        return Answers.Line($"'{word}' is left alone until it is resumed.");
    }

    private async Task<IResult> ChangeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestChange)
        {
            return Answers.Mistake("The change is too long.");
        }

        using var reader = new StreamReader(request.Body);
        (ConfigurationChange? change, string? mistake) = ChangeText.Read(await reader.ReadToEndAsync(cancellationToken));
        if (change is null)
        {
            return Answers.Mistake(mistake!);
        }

        CallResult<long> applied = await GatewayNames.Cache(operations.Runtime).TryCallAsync(new CacheMessage.Apply(change), cancellationToken: cancellationToken);
        return applied.TryGetReply(out long version)
            ? Answers.Line(Invariant($"Version {version} is on the disk, and everybody was told."))
            : Answers.CacheIsAway;
    }
}
