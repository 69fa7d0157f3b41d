using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeviceGateway;

/// <summary>What is written and read as JSON: on the disk, in the queues and over HTTP.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredConfiguration))]
[JsonSerializable(typeof(ConfigurationChange))]
[JsonSerializable(typeof(IReadOnlyList<Reading>))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>The one to use.</summary>
    public static GatewayJson Plain => Default;
}
