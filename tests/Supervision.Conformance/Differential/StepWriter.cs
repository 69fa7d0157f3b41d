using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Draws steps for a scenario.</summary>
internal sealed class StepWriter(SeededNumbers random, SpecWriter specs, ScenarioDraft draft)
{
    internal SeededNumbers Random => random;

    internal SpecWriter Specs => specs;

    internal ScenarioDraft Draft => draft;

    internal void Add(string op, params ReadOnlySpan<(string Field, JsonNode Value)> fields)
    {
        JsonObject step = new() { ["op"] = op };
        foreach ((string field, JsonNode value) in fields)
        {
            step[field] = value;
        }

        draft.Steps.Add(step);
    }

    /// <summary>The end of one worker, by itself or from outside.</summary>
    internal static JsonObject Death(string target, string reason) => reason == "killed"
        ? new JsonObject { ["op"] = "kill", ["target"] = target }
        : new JsonObject { ["op"] = "exit", ["target"] = target, ["reason"] = reason };

    internal string Reason() => Words.Reasons[random.Weighted(14, 12, 12, 30, 15, 17)];

    internal void Exit(string target, JsonObject spec, string reason)
    {
        draft.Steps.Add(Death(target, reason));
        string restart = (string?)spec["restart"] ?? "permanent";
        if (restart == "temporary" || (restart == "transient" && Words.NormalReasons.Contains(reason)))
        {
            draft.NoteGone(target);
        }
    }

    internal void RandomExit()
    {
        List<(string Path, JsonObject Spec)> workers = draft.Workers();
        if (workers.Count > 0)
        {
            (string path, JsonObject spec) = workers[random.Below(workers.Count)];
            Exit(path, spec, Reason());
        }
    }

    /// <summary>One worker crashes again and again, until some supervisor has had enough.</summary>
    internal void Burst()
    {
        List<(string Path, JsonObject Spec)> workers = draft.Workers();
        if (workers.Count > 0)
        {
            (string path, JsonObject spec) = workers[random.Below(workers.Count)];
            for (int left = random.Between(2, 4); left > 0; left--)
            {
                Exit(path, spec, random.Pick<string>(Words.AbnormalReasons));
            }
        }
    }

    internal void KillSupervisor()
    {
        List<(string Path, JsonObject Supervisor)> all = draft.Supervisors();
        bool root = all.Count == 1 || random.Chance(6);
        Add("kill", ("target", root ? "root" : all[random.Between(1, all.Count - 1)].Path));
    }

    internal string Dynamic(string pool, JsonObject supervisor)
    {
        JsonObject step = Calls.StartDynamic(this, supervisor);
        step["sup"] = pool;
        draft.Steps.Add(step);
        string arg = (string)step["arg"]!;
        draft.NoteDynamic(pool, arg);
        return $"{pool}/{arg}";
    }

    /// <summary>Starts some children under each dynamic supervisor.</summary>
    internal void FillPools(int most)
    {
        foreach ((string path, JsonObject supervisor) in draft.Supervisors().Where(static item => ScenarioDraft.IsSimple(item.Supervisor)))
        {
            for (int left = random.Between(1, most); left > 0; left--)
            {
                Dynamic(path, supervisor);
            }
        }
    }

    internal void Call()
    {
        List<(string Path, JsonObject Supervisor)> all = draft.Supervisors();
        (string path, JsonObject supervisor) = all[random.Below(all.Count)];
        CallTo(path, supervisor);
    }

    internal void CallTo(string path, JsonObject supervisor)
    {
        JsonObject step = Calls.Draw(this, path, supervisor);
        step["sup"] = path;
        draft.Steps.Add(step);
        Note(path, step);
    }

    /// <summary>A child is stopped, then started again, deleted or replaced.</summary>
    internal void Cycle()
    {
        List<(string Path, JsonObject Supervisor)> all =
            [.. draft.Supervisors().Where(item => !ScenarioDraft.IsSimple(item.Supervisor) && draft.Children(item.Path, item.Supervisor).Count > 0)];
        if (all.Count == 0)
        {
            return;
        }

        (string path, JsonObject supervisor) = all[random.Below(all.Count)];
        List<(string Path, JsonObject Spec)> children = draft.Children(path, supervisor);
        string id = (string)children[random.Below(children.Count)].Spec["id"]!;
        Add("terminate_child", ("sup", path), ("id", id));
        switch (random.Weighted(45, 30, 10, 15))
        {
            case 0:
                Add("restart_child", ("sup", path), ("id", id));
                break;
            case 1:
                Add("delete_child", ("sup", path), ("id", id));
                if (random.Chance(60))
                {
                    Add("start_child", ("sup", path), ("spec", specs.Worker(id)));
                }

                break;
            case 2:
                Add("start_child", ("sup", path), ("spec", specs.Worker(id)));
                break;
            default:
                draft.NoteGone($"{path}/{id}");
                break;
        }
    }

    /// <summary>Several things wait in the supervisor's mailbox at once.</summary>
    internal void Batch(string path, JsonObject supervisor)
    {
        List<(string Path, JsonObject Spec)> children = draft.Children(path, supervisor);
        List<JsonObject> items = [];
        if (children.Count > 0)
        {
            items.AddRange(random.Shuffled(children).Take(random.Between(1, 3)).Select(child =>
                Death(child.Path, child.Spec["sup"] is null ? Words.Reasons[random.Weighted(10, 8, 8, 34, 20, 20)] : "killed")));
        }

        for (int left = random.Between(items.Count == 0 ? 1 : 0, 4); left > 0; left--)
        {
            JsonObject call = Calls.Draw(this, path, supervisor);
            items.Insert(random.Chance(70) ? items.Count : random.Below(items.Count + 1), call);
        }

        if (path == "root" && random.Chance(12))
        {
            items.Insert(random.Between(1, items.Count), StopItem());
        }

        Add("batch", ("sup", path), ("items", new JsonArray([.. items])));
        foreach (JsonObject item in items)
        {
            Note(path, item);
        }
    }

    internal void BatchSomewhere()
    {
        List<(string Path, JsonObject Supervisor)> all = draft.Supervisors();
        (string path, JsonObject supervisor) = all[random.Below(all.Count)];
        Batch(path, supervisor);
    }

    /// <summary>Some steps of all sorts, in these proportions: exits, bursts, cycles, calls, batches, killed supervisors, waits.</summary>
    internal void Several(int count, params ReadOnlySpan<int> weights)
    {
        while (count-- > 0)
        {
            switch (random.Weighted(weights))
            {
                case 0: RandomExit(); break;
                case 1: Burst(); break;
                case 2: Cycle(); break;
                case 3: Call(); break;
                case 4: BatchSomewhere(); break;
                case 5: KillSupervisor(); break;
                default: Add("wait", ("ms", random.Between(1, 30))); break;
            }
        }
    }

    /// <summary>Most scenarios end with their root.</summary>
    internal void Finish(int percent = 85)
    {
        if (random.Chance(percent))
        {
            draft.Steps.Add(StopItem());
        }
    }

    private JsonObject StopItem()
    {
        JsonObject stop = new() { ["op"] = "stop" };
        if (random.Chance(8))
        {
            stop["reason"] = random.Pick("normal", "shutdown(bye)", "error(bye)", "shutdown");
        }

        return stop;
    }

    private void Note(string path, JsonObject call)
    {
        switch ((string)call["op"]!)
        {
            case "start_child":
                draft.NoteAdded(path, (JsonObject)call["spec"]!.DeepClone());
                break;
            case "start_dynamic":
                draft.NoteDynamic(path, (string)call["arg"]!);
                break;
            case "terminate_child" or "delete_child":
                draft.NoteGone($"{path}/{(string)call["id"]!}");
                break;
            case "restart_child":
                draft.NoteBack($"{path}/{(string)call["id"]!}");
                break;
            case "terminate_pid":
                draft.NoteGone((string)call["target"]!);
                break;
            default:
                break;
        }
    }
}
