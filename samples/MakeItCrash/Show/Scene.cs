using System.Text.Json;
using System.Text.Json.Serialization;

namespace MakeItCrash;

/// <summary>What a page is told: everything when it begins to watch, afterwards what has changed.</summary>
/// <param name="All">Whether this replaces all that the page knows.</param>
/// <param name="Processes">Processes of the tree.</param>
/// <param name="Moments">What has happened, oldest first.</param>
internal sealed record Scene(bool All, IReadOnlyList<ProcessView> Processes, IReadOnlyList<Moment> Moments)
{
    /// <summary>The same as JSON; made once for all pages.</summary>
    [JsonIgnore]
    public string Json => field ??= JsonSerializer.Serialize(this, CrashJson.Default.Scene);
}
