using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeviceGateway;

/// <summary>What is written and read as JSON: on the disk, in the queues and over HTTP.</summary>
[JsonSerializable(typeof(StoredConfiguration))]
[JsonSerializable(typeof(ConfigurationChange))]
[JsonSerializable(typeof(ConfigurationView))]
[JsonSerializable(typeof(IReadOnlyList<Reading>))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(DevicesView))]
[JsonSerializable(typeof(RepairView))]
[JsonSerializable(typeof(RepairsView))]
[JsonSerializable(typeof(ReadingsView))]
[JsonSerializable(typeof(MetricsView))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>The one to use. It escapes only what JSON must: what it writes is read by people, not put into HTML.</summary>
    public static GatewayJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<DeviceState>() },
    });
}
