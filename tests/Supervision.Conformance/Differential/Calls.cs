using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Draws calls to a supervisor, as items of a batch; a step needs the supervisor's path besides.</summary>
internal static class Calls
{
    internal static JsonObject Draw(StepWriter writer, string path, JsonObject supervisor)
    {
        if (writer.Random.Chance(5) && writer.Draft.Workers() is { Count: > 0 } workers)
        {
            string target = workers[writer.Random.Below(workers.Count)].Path;
            return New(writer.Random.Pick("terminate_pid", "terminate_pid", "get_childspec_pid"), ("target", target));
        }

        List<(string Path, JsonObject Spec)> children = writer.Draft.Children(path, supervisor);
        return ScenarioDraft.IsSimple(supervisor) ? ToDynamic(writer, supervisor, children) : ToStatic(writer, children);
    }

    internal static JsonObject StartDynamic(StepWriter writer, JsonObject supervisor)
    {
        JsonObject call = New("start_dynamic", ("arg", writer.Specs.New("x")));
        SeededNumbers random = writer.Random;
        if (!random.Chance(40))
        {
            return call;
        }

        bool nested = ((JsonArray?)supervisor["children"])?.FirstOrDefault()?["sup"] is not null;
        if (nested)
        {
            call["behavior"] = new JsonObject { ["start"] = SpecWriter.Texts(random.Pick("ok", "ok", "ignore", "crash(s)"), random.Pick("crash(s)", "throw(s)")) };
            return call;
        }

        call["behavior"] = random.Weighted(60, 20, 20) switch
        {
            0 => new JsonObject { ["start"] = Script(random) },
            1 => new JsonObject { ["trap_exit"] = random.Chance(20) },
            _ => new JsonObject { ["stop"] = new JsonObject { ["reason"] = random.Pick<string>(Words.StopReasons) } },
        };
        return call;
    }

    private static JsonArray Script(SeededNumbers random) => random.Below(9) switch
    {
        0 => SpecWriter.Texts("ok", "error(e)"),
        1 => SpecWriter.Texts("ok", "crash(e)", "error(f)"),
        2 => SpecWriter.Texts("ignore"),
        3 => SpecWriter.Texts("error(e)"),
        4 => SpecWriter.Texts("ok", "throw(e)", "ok", "error(e)"),
        5 => SpecWriter.Texts("crash(e)"),
        6 => SpecWriter.Texts("ok", "ok", "error(e)"),
        7 => SpecWriter.Texts("ok", "shutdown(e)", "normal"),
        _ => SpecWriter.Texts("throw(e)"),
    };

    private static JsonObject ToDynamic(StepWriter writer, JsonObject supervisor, List<(string Path, JsonObject Spec)> children)
    {
        SeededNumbers random = writer.Random;
        string target = children.Count > 0 ? children[random.Below(children.Count)].Path : "";
        string name = target.Length > 0 ? target[(target.LastIndexOf('/') + 1)..] : "t";
        int which = random.Weighted(25, 25, 8, 5, 12, 13, 12);
        return which switch
        {
            1 when target.Length > 0 => New("terminate_pid", ("target", target)),
            2 when target.Length > 0 => New("get_childspec_pid", ("target", target)),
            3 => New("get_childspec", ("id", random.Pick("t", "zz"))),
            4 => New(random.Pick("terminate_child", "restart_child", "delete_child"), ("id", random.Pick("t", name))),
            5 => New("which_children"),
            6 => New("count_children"),
            _ => StartDynamic(writer, supervisor),
        };
    }

    private static JsonObject ToStatic(StepWriter writer, List<(string Path, JsonObject Spec)> children)
    {
        SeededNumbers random = writer.Random;
        string id = children.Count > 0 && random.Chance(93) ? (string)children[random.Below(children.Count)].Spec["id"]! : "zz";
        return random.Weighted(26, 20, 14, 18, 8, 8, 6) switch
        {
            0 => New("terminate_child", ("id", id)),
            1 => New("restart_child", ("id", id)),
            2 => New("delete_child", ("id", id)),
            3 => New("start_child", ("spec", NewChild(writer, id, children.Count > 0))),
            4 => New("which_children"),
            5 => New("count_children"),
            _ => New("get_childspec", ("id", id)),
        };
    }

    private static JsonObject NewChild(StepWriter writer, string known, bool any)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        if (random.Chance(12))
        {
            return specs.SupervisorChild(specs.New("n"), specs.Tree(2, 3));
        }

        string id = any && random.Chance(40) ? known : specs.New("n");
        JsonObject child = random.Chance(75) ? specs.Worker(id) : specs.Worker(id, null, random.Pick<string>(Words.StartFailures));
        if (random.Chance(8))
        {
            (string field, JsonNode value) = random.Pick<(string, JsonNode)>(("shutdown", -1), ("significant", true));
            child[field] = value;
        }

        return child;
    }

    private static JsonObject New(string op, params ReadOnlySpan<(string Field, JsonNode Value)> fields)
    {
        JsonObject call = new() { ["op"] = op };
        foreach ((string field, JsonNode value) in fields)
        {
            call[field] = value;
        }

        return call;
    }
}
