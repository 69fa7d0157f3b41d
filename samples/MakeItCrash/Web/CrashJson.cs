using System.Text.Json;
using System.Text.Json.Serialization;

namespace MakeItCrash;

/// <summary>The JSON between pages and program.</summary>
[JsonSerializable(typeof(Scene))]
[JsonSerializable(typeof(PressedName))]
[JsonSerializable(typeof(Outcome))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
internal sealed partial class CrashJson : JsonSerializerContext;
