using System.Text.Json.Serialization;

namespace ItemsApi;

/// <summary>The JSON of the journal and of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(NewItem))]
[JsonSerializable(typeof(IReadOnlyList<Item>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ItemsJson : JsonSerializerContext;
