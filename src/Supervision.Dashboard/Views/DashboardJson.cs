using System.Text.Json;
using System.Text.Json.Serialization;

namespace Supervision.Dashboard.Views;

/// <summary>The JSON between pages and program.</summary>
[JsonSerializable(typeof(ViewRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(View))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(News))]
[JsonSerializable(typeof(Answer))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class DashboardJson : JsonSerializerContext;
