using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Draws child specifications, supervisors and whole trees. Fields that may be left out sometimes are.</summary>
internal sealed class SpecWriter(SeededNumbers random)
{
    private int _fresh;

    /// <summary>How many more children may take their time to stop; each costs real time on OTP.</summary>
    internal int SlowBudget { get; set; }

    internal string New(string prefix) => prefix + ++_fresh;

    internal string Restart() => Words.Restarts[random.Weighted(50, 30, 20)];

    /// <summary>A worker that stops by the book: only its restart type and its script are drawn.</summary>
    internal JsonObject PlainWorker(string id, string? restart = null, params ReadOnlySpan<string> start)
    {
        JsonObject child = new() { ["id"] = id };
        restart ??= Restart();
        if (restart != "permanent" || random.Chance(70))
        {
            child["restart"] = restart;
        }

        if (random.Chance(50))
        {
            child["type"] = "worker";
        }

        if (start.Length > 0)
        {
            child["behavior"] = new JsonObject { ["start"] = Texts(start) };
        }

        return child;
    }

    internal JsonObject Worker(string id, string? restart = null, params ReadOnlySpan<string> start)
    {
        JsonObject child = PlainWorker(id, restart, start);
        AddStop(child);
        return child;
    }

    internal JsonObject Supervisor(string strategy, IEnumerable<JsonObject> children, int? intensity = null, string? auto = null)
    {
        JsonObject supervisor = [];
        if (strategy != "one_for_one" || random.Chance(80))
        {
            supervisor["strategy"] = strategy;
        }

        supervisor["intensity"] = intensity ?? random.Pick(1, 2, 3, 5, 10, 20);
        supervisor["period"] = random.Pick(60, 600, 3600);
        if (auto is not null)
        {
            supervisor["auto_shutdown"] = auto;
        }
        else if (random.Chance(5))
        {
            supervisor["auto_shutdown"] = "never";
        }

        supervisor["children"] = new JsonArray([.. children]);
        return supervisor;
    }

    internal JsonObject SupervisorChild(string id, JsonObject supervisor, string? restart = null)
    {
        JsonObject child = new() { ["id"] = id, ["type"] = "supervisor" };
        restart ??= Words.Restarts[random.Weighted(55, 25, 20)];
        if (restart != "permanent" || random.Chance(60))
        {
            child["restart"] = restart;
        }

        if (random.Chance(40))
        {
            child["shutdown"] = random.Weighted(40, 35, 25) switch { 0 => "infinity", 1 => 5000, _ => "brutal_kill" };
        }

        if (random.Chance(6))
        {
            string failure = random.Pick<string>(Words.SupervisorStartFailures);
            child["behavior"] = new JsonObject
            {
                ["start"] = random.Weighted(50, 25, 25) switch
                {
                    0 => Texts("ok", failure),
                    1 => Texts(failure),
                    _ => Texts("ok", failure, random.Pick<string>(Words.SupervisorStartFailures)),
                },
            };
        }

        child["sup"] = supervisor;
        return child;
    }

    /// <summary>A supervisor with up to so many descendants.</summary>
    internal JsonObject Tree(int depth, int budget)
    {
        if (random.Chance(16))
        {
            return Supervisor(Words.Simple, [Template(depth)], random.Pick(0, 1, 2, 3));
        }

        List<JsonObject> children = [];
        int many = random.Between(0, 9) == 0 ? 0 : random.Between(1, 4);
        for (int left = Math.Min(many, budget); left > 0; left--)
        {
            bool nested = depth > 1 && budget >= 2 && random.Chance(42);
            int share = nested ? Math.Min(4, budget - 1) : 0;
            children.Add(nested ? SupervisorChild(New("s"), Tree(depth - 1, share)) : Worker(New("w")));
            budget -= share + 1;
            left = Math.Min(left, budget + 1);
        }

        string? auto = random.Chance(12) ? random.Pick("any_significant", "all_significant") : null;
        if (auto is not null)
        {
            MarkSignificant(children, 70);
        }

        return Supervisor(random.Pick<string>(Words.Strategies), children, random.Pick(0, 1, 1, 2, 3), auto);
    }

    /// <summary>The template of dynamic children.</summary>
    internal JsonObject Template(int depth) =>
        depth > 1 && random.Chance(30) ? SupervisorChild("t", Tree(1, 2)) : Worker("t", random.Pick<string>(Words.Restarts));

    /// <summary>Marks children that are not permanent as significant, each with this chance.</summary>
    internal void MarkSignificant(IEnumerable<JsonObject> children, int percent)
    {
        foreach (JsonObject child in children.Where(static child => (string?)child["restart"] is not (null or "permanent")))
        {
            if (random.Chance(percent))
            {
                child["significant"] = true;
            }
        }
    }

    /// <summary>How a child behaves when it is asked to stop, and a shutdown that keeps away from how long that takes.</summary>
    internal void AddStop(JsonObject child)
    {
        JsonObject behavior = child["behavior"] as JsonObject ?? [];
        switch (random.Weighted(18, 14, 68))
        {
            case 0:
                behavior["trap_exit"] = false;
                break;
            case 1:
                behavior["stop"] = new JsonObject { ["reason"] = random.Pick<string>(Words.StopReasons) };
                break;
            default:
                break;
        }

        if (SlowBudget > 0 && behavior["trap_exit"] is null && random.Chance(20))
        {
            SlowBudget--;
            bool slow = random.Chance(75);
            JsonObject stop = behavior["stop"] as JsonObject ?? [];
            stop["delay"] = slow ? 500 : 30;
            behavior["stop"] = stop;
            child["shutdown"] = random.Weighted(40, 30, 30) switch
            {
                0 => slow ? 150 : 2000,
                1 => "infinity",
                _ => "brutal_kill",
            };
        }
        else if (random.Chance(55))
        {
            child["shutdown"] = random.Weighted(30, 33, 37) switch { 0 => "brutal_kill", 1 => "infinity", _ => random.Pick(1000, 2000, 5000) };
        }

        if (behavior.Count > 0)
        {
            child["behavior"] = behavior;
        }
    }

    internal static JsonArray Texts(params ReadOnlySpan<string> texts)
    {
        JsonArray array = [];
        foreach (string text in texts)
        {
            array.Add(text);
        }

        return array;
    }
}
