using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FactConsumers;

/// <summary>The JSON of the broker, of the files and of HTTP.</summary>
[JsonSerializable(typeof(Fact))]
[JsonSerializable(typeof(NewFact))]
[JsonSerializable(typeof(DeadFact))]
[JsonSerializable(typeof(DeadLetterView[]))]
[JsonSerializable(typeof(GuideView))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class FactsJson : JsonSerializerContext
{
    /// <summary>The one to use. It escapes only what JSON must: what it writes is read by people, not put into HTML.</summary>
    public static FactsJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
