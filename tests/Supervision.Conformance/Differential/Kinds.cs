using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>The kinds of scenario whose subject is the tree and what happens to it.</summary>
internal static class Kinds
{
    /// <summary>One supervisor, and exits of all kinds at all places.</summary>
    internal static void OneSupervisor(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        string strategy = random.Pick<string>(Words.AllStrategies);
        int many = random.Between(1, 5);
        int intensity = random.Chance(70) ? random.Pick(10, 20) : random.Between(0, 3);
        JsonObject supervisor = strategy == Words.Simple
            ? specs.Supervisor(strategy, [specs.Worker("t", random.Pick<string>(Words.Restarts))], intensity)
            : specs.Supervisor(strategy, Enumerable.Range(0, many).Select(i => specs.Worker("abcde"[i].ToString(), random.Pick<string>(Words.Restarts))), intensity);
        if (random.Chance(10))
        {
            supervisor.Remove("period");
            supervisor.Remove(random.Pick("intensity", "period"));
        }

        Place(writer, supervisor, 25);
        writer.FillPools(many);
        for (int left = random.Between(2, 6); left > 0; left--)
        {
            writer.RandomExit();
        }

        writer.Several(random.Between(0, 3), 45, 7, 20, 28);
        writer.Finish();
    }

    internal static void Nested(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        writer.Draft.Root = NestedTree(writer, 12);
        writer.FillPools(2);
        writer.Several(random.Between(5, 11), 45, 25, 10, 12, 0, 8);
        writer.Finish();
    }

    /// <summary>Everything, everywhere.</summary>
    internal static void Wild(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        writer.Specs.SlowBudget = random.Chance(15) ? 1 : 0;
        writer.Draft.Root = random.Chance(75) ? NestedTree(writer, 10) : writer.Specs.Tree(1, 5);
        writer.FillPools(3);
        writer.Several(random.Between(4, 14), 28, 10, 10, 22, 20, 7, 3);
        writer.Finish();
    }

    /// <summary>Start attempts that fail: at the first start, at a restart, of a sibling, by a call.</summary>
    internal static void StartFailures(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        int many = random.Between(2, 4);
        int focus = random.Below(many);
        string failure = random.Pick<string>(Words.StartFailures);
        bool atFirst = random.Chance(20);
        List<string> script = atFirst ? [failure] : ["ok", .. Enumerable.Repeat(failure, random.Between(1, 3))];
        if (!atFirst && random.Chance(25))
        {
            script.AddRange(["ok", random.Pick("error(f)", "ignore", "crash(f)")]);
        }

        JsonObject[] children = [.. Enumerable.Range(0, many).Select(i => i == focus
            ? specs.Worker("abcd"[i].ToString(), random.Pick("permanent", "permanent", "transient", "temporary"), [.. script])
            : specs.Worker("abcd"[i].ToString(), random.Pick("permanent", "permanent", "transient", "temporary")))];
        if (!atFirst && random.Chance(12))
        {
            children[focus]["behavior"]!["start_default"] = random.Pick("error(g)", "ignore", "crash(g)", "throw(g)");
        }

        int intensity = random.Between(0, 5);
        JsonObject supervisor = specs.Supervisor(random.Pick<string>(Words.Strategies), children, intensity);
        string path = Place(writer, supervisor, 40);
        string first = $"{path}/{"abcd"[random.Below(many)]}";
        for (int left = random.Chance(30) ? intensity + 1 : 1; left > 0; left--)
        {
            writer.Draft.Steps.Add(StepWriter.Death(first, random.Pick<string>(Words.AbnormalReasons)));
        }

        writer.Several(random.Between(2, 7), 50, 8, 24, 18);
        writer.Finish();
    }

    /// <summary>Significant children, and what their ends mean to their supervisor and its parent.</summary>
    internal static void Significant(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        SpecWriter specs = writer.Specs;
        string auto = random.Pick("any_significant", "all_significant");
        JsonObject supervisor;
        if (random.Chance(22))
        {
            JsonObject template = specs.Worker("t", random.Pick("transient", "temporary"));
            template["significant"] = true;
            supervisor = specs.Supervisor(Words.Simple, [template], null, auto);
        }
        else
        {
            List<JsonObject> children = [.. Enumerable.Range(0, random.Between(2, 4)).Select(i => specs.Worker("abcd"[i].ToString(), random.Pick<string>(Words.Restarts)))];
            if (random.Chance(20))
            {
                children.Insert(random.Below(children.Count), specs.SupervisorChild("i", specs.Tree(1, 2), random.Pick("transient", "temporary")));
            }

            specs.MarkSignificant(children, 70);
            supervisor = specs.Supervisor(random.Pick<string>(Words.Strategies), children, null, auto);
        }

        Place(writer, supervisor, 50);
        writer.FillPools(3);
        for (int left = random.Between(2, 5); left > 0; left--)
        {
            List<(string Path, JsonObject Spec)> workers = writer.Draft.Workers();
            (string path, JsonObject spec) = workers[random.Below(workers.Count)];
            writer.Exit(path, spec, random.Chance(60) ? random.Pick<string>(Words.NormalReasons) : writer.Reason());
        }

        writer.Several(random.Between(0, 4), 40, 5, 20, 20, 12, 3);
        writer.Finish();
    }

    /// <summary>A tree that surely has a supervisor below its root.</summary>
    internal static JsonObject NestedTree(StepWriter writer, int budget)
    {
        JsonObject tree = writer.Specs.Tree(writer.Random.Between(2, 4), budget);
        if (!((JsonArray)tree["children"]!).Any(static child => child!["sup"] is not null))
        {
            tree = writer.Specs.Supervisor(
                writer.Random.Pick<string>(Words.Strategies), [writer.Specs.SupervisorChild("s", tree), writer.Specs.Worker("q")]);
        }

        tree["intensity"] = writer.Random.Pick(1, 2, 3, 5, 10, 20);
        return tree;
    }

    /// <summary>Makes it the root, or now and then the child of a root.</summary>
    /// <returns>Its path.</returns>
    internal static string Place(StepWriter writer, JsonObject supervisor, int percentNested)
    {
        SeededNumbers random = writer.Random;
        if (!random.Chance(percentNested))
        {
            writer.Draft.Root = supervisor;
            return "root";
        }

        List<JsonObject> around = [writer.Specs.SupervisorChild("s", supervisor)];
        foreach (string id in (ReadOnlySpan<string>)["p", "q"])
        {
            if (random.Chance(55))
            {
                around.Insert(random.Below(around.Count + 1), writer.Specs.Worker(id));
            }
        }

        writer.Draft.Root = writer.Specs.Supervisor(random.Pick<string>(Words.Strategies), around);
        return "root/s";
    }
}
