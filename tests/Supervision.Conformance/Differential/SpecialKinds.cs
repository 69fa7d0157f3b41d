using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>The kinds of scenario whose subject is one feature.</summary>
internal static class SpecialKinds
{
    internal static void Dynamic(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        JsonObject template;
        switch (random.Weighted(18, 12, 70))
        {
            case 0:
                template = specs.SupervisorChild("t", specs.Tree(1, 3), random.Pick<string>(Words.Restarts));
                break;
            case 1:
                template = new JsonObject { ["id"] = "t", ["restart"] = random.Pick<string>(Words.Restarts), ["shutdown"] = 150 };
                template["behavior"] = new JsonObject { ["stop"] = new JsonObject { ["delay"] = 500 } };
                break;
            default:
                template = specs.Worker("t", random.Pick<string>(Words.Restarts));
                break;
        }

        JsonObject pool = specs.Supervisor(Words.Simple, [template], random.Pick(0, 1, 2, 3, 5));
        string path = Kinds.Place(writer, pool, 45);
        writer.FillPools(4);
        for (int left = random.Between(2, 8); left > 0; left--)
        {
            switch (random.Weighted(45, 35, 20))
            {
                case 0: writer.RandomExit(); break;
                case 1: writer.CallTo(path, pool); break;
                default: writer.Batch(path, pool); break;
            }
        }

        writer.Several(random.Between(0, 2), 40, 10, 10, 20, 10, 10);
        writer.Finish();
    }

    internal static void Management(StepWriter writer)
    {
        writer.Draft.Root = writer.Specs.Tree(writer.Random.Between(1, 3), 8);
        writer.Draft.Root["intensity"] = writer.Random.Pick(2, 3, 5);
        writer.FillPools(2);
        writer.Several(writer.Random.Between(7, 12), 15, 0, 25, 60);
        writer.Finish();
    }

    /// <summary>Several things in one supervisor's mailbox, often with a child whose restart fails.</summary>
    internal static void Batches(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        string strategy = random.Pick<string>(Words.AllStrategies);
        int intensity = random.Chance(25) ? random.Between(0, 1) : random.Pick(1, 2, 3, 5, 10);
        int weak = random.Chance(55) ? random.Below(3) : -1;
        string[] script = ["ok", .. Enumerable.Repeat(random.Pick("error(e)", "crash(e)", "throw(e)"), random.Between(1, 2))];
        List<JsonObject> children = strategy == Words.Simple
            ? [weak >= 0 ? specs.Worker("t", random.Pick<string>(Words.Restarts), script) : specs.Worker("t", random.Pick<string>(Words.Restarts))]
            : [.. Enumerable.Range(0, random.Between(3, 4)).Select(i => i == weak
                ? specs.Worker("abcd"[i].ToString(), random.Pick("permanent", "transient"), script)
                : specs.Worker("abcd"[i].ToString(), Words.Restarts[random.Weighted(60, 25, 15)]))];
        if (strategy != Words.Simple && random.Chance(20))
        {
            int at = random.Below(children.Count);
            JsonObject nested = specs.Supervisor(random.Pick<string>(Words.Strategies), [specs.Worker("u"), specs.Worker("v")]);
            children[at] = specs.SupervisorChild((string)children[at]["id"]!, nested);
        }

        JsonObject supervisor = specs.Supervisor(strategy, children, intensity);
        string path = Kinds.Place(writer, supervisor, 40);
        writer.FillPools(4);
        for (int left = random.Between(1, 3); left > 0; left--)
        {
            writer.Batch(path, supervisor);
        }

        writer.Several(random.Between(0, 3), 50, 5, 15, 20, 10);
        writer.Finish();
    }

    /// <summary>A supervisor that ends without stopping its children: killed from outside, by its parent, or because it takes too long.</summary>
    internal static void KilledSupervisors(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        int how = random.Below(3);
        JsonObject inner = how == 2 ? SlowTree(writer) : specs.Tree(random.Between(1, 2), 5);
        JsonObject victim = specs.SupervisorChild("v", inner, random.Pick<string>(Words.Restarts));
        victim.Remove("shutdown");
        if (how > 0)
        {
            victim["shutdown"] = how == 1 ? "brutal_kill" : 500;
        }

        List<JsonObject> children = [.. Enumerable.Range(0, random.Between(1, 3)).Select(i => specs.Worker("abc"[i].ToString()))];
        children.Insert(random.Below(children.Count + 1), victim);
        writer.Draft.Root = specs.Supervisor(random.Pick<string>(Words.Strategies), children);
        writer.FillPools(2);
        if (how == 0)
        {
            writer.Add("kill", ("target", "root/v"));
        }
        else if (random.Chance(40))
        {
            writer.Add("terminate_child", ("sup", "root"), ("id", "v"));
            writer.Add("restart_child", ("sup", "root"), ("id", "v"));
        }
        else
        {
            writer.RandomExit();
        }

        writer.FillPools(1);
        writer.Several(random.Between(1, 5), 40, 10, 15, 15, 8, 12);
        writer.Finish();
    }

    internal static void SlowStops(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        List<JsonObject> children = [.. Enumerable.Range(0, random.Between(2, 4)).Select(i => SlowWorker(writer, "abcd"[i].ToString()))];
        Kinds.Place(writer, specs.Supervisor(random.Pick<string>(Words.Strategies), children), 40);
        writer.Several(random.Between(2, 5), 45, 5, 30, 10, 10);
        writer.Finish(100);
    }

    /// <summary>The edges of the restart window. Each costs real waiting on OTP, so there are few.</summary>
    internal static void Windows(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        int period = random.Pick(1, 1, 1, 2);
        int intensity = random.Between(1, 3);
        bool dynamic = random.Chance(15);
        JsonObject[] children = dynamic
            ? [specs.PlainWorker("t", "permanent")]
            : [.. Enumerable.Range(0, random.Between(1, 3)).Select(i => specs.PlainWorker("abc"[i].ToString(), random.Pick("permanent", "permanent", "transient")))];
        JsonObject supervisor = specs.Supervisor(dynamic ? Words.Simple : random.Pick<string>(Words.Strategies), children, intensity);
        supervisor["period"] = period;
        Kinds.Place(writer, supervisor, 30);
        writer.FillPools(2);
        for (int rounds = random.Between(2, 4); rounds > 0; rounds--)
        {
            for (int left = random.Between(1, intensity); left > 0; left--)
            {
                List<(string Path, JsonObject Spec)> workers = writer.Draft.Workers();
                (string path, JsonObject spec) = workers[random.Below(workers.Count)];
                writer.Exit(path, spec, random.Pick<string>(Words.AbnormalReasons));
            }

            if (rounds > 1)
            {
                writer.Add("wait", ("ms", period == 1 ? random.Pick(300, 400, 2400) : random.Pick(400, 1650, 1700, 3400)));
            }
        }

        writer.Finish();
    }

    /// <summary>A supervisor with a child that takes longer to stop than the supervisor is given.</summary>
    private static JsonObject SlowTree(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        List<JsonObject> children = [.. Enumerable.Range(0, random.Between(0, 3)).Select(_ => specs.PlainWorker(specs.New("w")))];
        JsonObject slow = specs.PlainWorker("slow");
        slow["shutdown"] = random.Weighted(50, 50) == 0 ? 2000 : "infinity";
        slow["behavior"] = new JsonObject { ["stop"] = new JsonObject { ["delay"] = 900 } };
        children.Insert(random.Below(children.Count + 1), slow);
        return specs.Supervisor(random.Pick<string>(Words.Strategies), children);
    }

    private static JsonObject SlowWorker(StepWriter writer, string id)
    {
        SeededNumbers random = writer.Random;
        JsonObject child = writer.Specs.PlainWorker(id);
        int delay = random.Pick(30, 500, 500);
        JsonObject stop = new() { ["delay"] = delay };
        if (random.Chance(40))
        {
            stop["reason"] = random.Pick<string>(Words.StopReasons);
        }

        child["behavior"] = new JsonObject { ["stop"] = stop };
        child["shutdown"] = random.Below(4) switch { 0 => delay == 30 ? 2000 : 150, 1 => 2000, 2 => "infinity", _ => "brutal_kill" };
        return child;
    }
}
