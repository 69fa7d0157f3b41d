using System.Globalization;

namespace WorkerService;

/// <summary>The section <c>Gremlin</c> of the settings.</summary>
public sealed class GremlinOptions
{
    /// <summary>How often the gremlin comes: at every so manyth visit. It is a text here, so that one that is no number is refused as any other mistake is.</summary>
    public string Every { get; set; } = "5";

    /// <summary>The number that the text is; 0 for none.</summary>
    internal int Visits => int.TryParse(Every, NumberStyles.None, CultureInfo.InvariantCulture, out int visits) ? visits : 0;
}
