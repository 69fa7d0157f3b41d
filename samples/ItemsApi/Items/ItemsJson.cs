using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ItemsApi;

/// <summary>The JSON of the journal and of the API.</summary>
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(NewItem))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(IReadOnlyList<Item>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ItemsJson : JsonSerializerContext
{
    /// <summary>The one to use. It escapes only what JSON must: the journal and the answers are read by people, not put into HTML.</summary>
    public static ItemsJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
