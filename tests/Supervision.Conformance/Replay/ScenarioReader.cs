using System.Text;
using System.Text.Json;

namespace Supervision.Conformance.Replay;

/// <summary>Reads scenario files.</summary>
internal static class ScenarioReader
{
    private static readonly string[] Calls =
    [
        "start_child", "start_dynamic", "terminate_child", "restart_child", "delete_child", "get_childspec", "terminate_pid",
        "get_childspec_pid", "which_children", "count_children",
    ];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1000 };

    internal static Scenario Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a scenario from UTF-8 text, with or without a byte order mark.</summary>
    internal static Scenario Read(byte[] json)
    {
        try
        {
            ReadOnlyMemory<byte> text = json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? json.AsMemory(Encoding.UTF8.Preamble.Length) : json;
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            JsonPlace top = new(document.RootElement, "");
            return new Scenario(
                Supervisor(top.Get("root")),
                [.. top.Get("steps").Items().Select(static step => Step(step, null))]);
        }
        catch (JsonException error)
        {
            throw new ScenarioException($"{(error.LineNumber is { } line ? $"line {line + 1}" : "the file")}: {error.Message.Split(" LineNumber:")[0]}");
        }
    }

    private static SupervisorNode Supervisor(JsonPlace place)
    {
        SupervisorOptions options = new()
        {
            Strategy = place.Find("strategy")?.OneOf(
                ("one_for_one", RestartStrategy.OneForOne), ("one_for_all", RestartStrategy.OneForAll),
                ("rest_for_one", RestartStrategy.RestForOne), ("simple_one_for_one", RestartStrategy.SimpleOneForOne)) ?? RestartStrategy.OneForOne,
            MaxRestarts = place.Find("intensity")?.Number() ?? 1,
            Period = TimeSpan.FromSeconds(place.Find("period")?.Number() ?? 5),
            AutoShutdown = place.Find("auto_shutdown")?.OneOf(
                ("never", AutoShutdown.Never), ("any_significant", AutoShutdown.AnySignificant),
                ("all_significant", AutoShutdown.AllSignificant)) ?? AutoShutdown.Never,
        };
        return new SupervisorNode(options, [.. place.Find("children")?.Items().Select(Child) ?? []]);
    }

    private static ChildNode Child(JsonPlace place)
    {
        bool isSupervisor = place.Find("type")?.OneOf(("worker", false), ("supervisor", true)) ?? false;
        JsonPlace? nested = place.Find("sup");
        if (isSupervisor != nested is not null)
        {
            throw new ScenarioException($"{place.Path}: 'sup' must be present exactly when 'type' is supervisor");
        }

        return new ChildNode(
            Name(place.Get("id")),
            place.Find("restart")?.OneOf(
                ("permanent", Restart.Permanent), ("transient", Restart.Transient), ("temporary", Restart.Temporary)) ?? Restart.Permanent,
            place.Find("shutdown") is { } shutdown ? ShutdownOf(shutdown) : null,
            place.Find("significant")?.Flag() ?? false,
            nested is { } node ? Supervisor(node) : null,
            place.Find("behavior") is { } behavior ? Behavior(behavior) : new BehaviorNode(null, null, null, null, null, false));
    }

    private static Shutdown ShutdownOf(JsonPlace place) => place.Element.ValueKind == JsonValueKind.Number
        ? Shutdown.After(TimeSpan.FromMilliseconds(place.Number()))
        : place.OneOf(("infinity", Shutdown.Infinite), ("brutal_kill", Shutdown.Kill));

    private static BehaviorNode Behavior(JsonPlace place)
    {
        JsonPlace? stop = place.Find("stop");
        return new BehaviorNode(
            place.Find("start") is { } starts ? [.. starts.Items().Select(StartWord)] : null,
            place.Find("start_default") is { } word ? StartWord(word) : null,
            place.Find("trap_exit")?.Flag(),
            stop?.Find("delay") is { } delay ? delay.Milliseconds() : null,
            stop?.Find("reason") is { } reason ? Reason(reason) : null,
            stop is not null);
    }

    /// <summary>What becomes part of a path, and of lines whose fields are separated by spaces.</summary>
    private static string Name(JsonPlace place)
    {
        string name = place.Text();
        return name.Length > 0 && !name.Any(static letter => letter is '/' or '#' || char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? name
            : throw new ScenarioException($"{place.Path}: a name must not be empty nor hold '/', '#' or space, is {place.Element.GetRawText()}");
    }

    private static string StartWord(JsonPlace place)
    {
        string word = place.Text();
        bool known = word is "ok" or "ignore" or "normal" or "shutdown"
            || Reasons.HasForm(word, "shutdown") || Reasons.HasForm(word, "error") || Reasons.HasForm(word, "crash") || Reasons.HasForm(word, "throw");
        return known ? word : throw new ScenarioException($"{place.Path}: '{word}' is nothing that a start can do");
    }

    private static string Reason(JsonPlace place)
    {
        string word = place.Text();
        return Reasons.IsReason(word) ? word : throw new ScenarioException($"{place.Path}: '{word}' is not a reason");
    }

    /// <summary>A step, or an item of a batch, whose calls go to the supervisor of the batch.</summary>
    private static ScenarioStep Step(JsonPlace place, string? batch)
    {
        string op = place.Text("op");
        if (Calls.Contains(op))
        {
            return Call(place, op, batch ?? place.Text("sup"));
        }

        ScenarioStep step = new(op);
        return op switch
        {
            "exit" => step with { Target = place.Text("target"), Reason = Reason(place.Get("reason")) },
            "kill" => step with { Target = place.Text("target") },
            "stop" => step with { Reason = place.Find("reason") is { } reason ? Reason(reason) : "shutdown" },
            "wait" when batch is null => step with { Milliseconds = (int)place.Get("ms").Milliseconds().TotalMilliseconds },
            "batch" when batch is null => step with
            {
                Supervisor = place.Text("sup"),
                Items = [.. place.Get("items").Items().Select(item => Step(item, place.Text("sup")))],
            },
            _ => throw new ScenarioException($"{place.Path}.op: '{op}' is not an operation here"),
        };
    }

    private static ScenarioStep Call(JsonPlace place, string op, string supervisor)
    {
        ScenarioStep step = new(op) { Supervisor = supervisor };
        return op switch
        {
            "start_child" => step with { Spec = Child(place.Get("spec")) },
            "start_dynamic" => step with
            {
                Id = Name(place.Get("arg")),
                Behavior = place.Find("behavior") is { } behavior ? Behavior(behavior) : null,
            },
            "terminate_pid" or "get_childspec_pid" => step with { Target = place.Text("target") },
            "which_children" or "count_children" => step,
            _ => step with { Id = place.Text("id") },
        };
    }
}
