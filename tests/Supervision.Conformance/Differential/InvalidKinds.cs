using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

/// <summary>Scenarios with specifications that a supervisor must refuse.</summary>
internal static class InvalidKinds
{
    internal static void Invalid(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        JsonObject supervisor = random.Chance(20) ? Pool(writer) : Group(writer);
        for (int left = random.Pick(1, 1, 2, 3); left > 0; left--)
        {
            Spoil(writer, supervisor);
        }

        if (random.Chance(55))
        {
            Kinds.Place(writer, supervisor, 30);
        }
        else
        {
            writer.Draft.Root = Group(writer);
            for (int left = random.Between(1, 2); left > 0; left--)
            {
                writer.Add("start_child", ("sup", "root"), ("spec", random.Chance(50)
                    ? writer.Specs.SupervisorChild("s", (JsonObject)supervisor.DeepClone())
                    : SpoiledWorker(writer)));
            }
        }

        writer.Several(random.Between(0, 3), 40, 5, 25, 30);
        writer.Finish();
    }

    private static JsonObject Group(StepWriter writer)
    {
        SeededNumbers random = writer.Random;
        return writer.Specs.Supervisor(
            random.Pick<string>(Words.Strategies),
            Enumerable.Range(0, random.Between(2, 4)).Select(i => writer.Specs.Worker("abcd"[i].ToString())),
            null,
            random.Chance(25) ? random.Pick("any_significant", "all_significant") : null);
    }

    private static JsonObject Pool(StepWriter writer) => writer.Specs.Supervisor(
        Words.Simple,
        Enumerable.Range(0, writer.Random.Below(3)).Select(i => writer.Specs.Worker($"t{i}")));

    private static JsonObject SpoiledWorker(StepWriter writer)
    {
        JsonObject child = writer.Specs.Worker(writer.Random.Pick("a", "b", "n"));
        SpoilChild(writer.Random, child);
        return child;
    }

    private static void Spoil(StepWriter writer, JsonObject supervisor)
    {
        SeededNumbers random = writer.Random;
        JsonArray children = (JsonArray)supervisor["children"]!;
        switch (random.Weighted(15, 15, 20, 50))
        {
            case 0:
                supervisor["intensity"] = random.Pick(-1, -2);
                break;
            case 1:
                supervisor["period"] = random.Pick(0, -3);
                break;
            case 2 when !ScenarioDraft.IsSimple(supervisor):
                children.Insert(random.Between(1, children.Count), writer.Specs.Worker(random.Pick("a", "b")));
                break;
            default:
                if (children.Count > 0)
                {
                    SpoilChild(random, (JsonObject)children[random.Below(children.Count)]!);
                }

                break;
        }
    }

    private static void SpoilChild(SeededNumbers random, JsonObject child)
    {
        switch (random.Below(3))
        {
            case 0:
                child["shutdown"] = random.Pick(-1, -5);
                break;
            case 1:
                child["significant"] = true;
                break;
            default:
                child["significant"] = true;
                child["restart"] = "permanent";
                break;
        }
    }
}
