using System.Text.Json.Nodes;
using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>Draws scenarios. The scenario with a number is the same whether or not those before it were drawn.</summary>
internal sealed class ScenarioGenerator(ulong seed)
{
    /// <summary>The kinds, and how many of a hundred scenarios are of each.</summary>
    private static readonly (string Name, int Share, Action<StepWriter> Write)[] AllKinds =
    [
        ("one-supervisor", 14, Kinds.OneSupervisor), ("nested", 12, Kinds.Nested), ("wild", 20, Kinds.Wild),
        ("start-failures", 9, Kinds.StartFailures), ("significant", 8, Kinds.Significant), ("dynamic", 9, SpecialKinds.Dynamic),
        ("management", 6, SpecialKinds.Management), ("batches", 11, SpecialKinds.Batches), ("killed", 4, SpecialKinds.KilledSupervisors),
        ("slow", 1, SpecialKinds.SlowStops), ("windows", 1, SpecialKinds.Windows), ("invalid", 5, InvalidKinds.Invalid),
    ];

    /// <summary>How often a scenario was drawn anew because it could show one of the two bugs of OTP 25.</summary>
    internal int RestartsThatIgnore { get; private set; }

    internal int Miscounts { get; private set; }

    /// <summary>The scenario with this number, from 1.</summary>
    internal JsonObject Draw(int number)
    {
        SeededNumbers random = new(new SeededNumbers(seed + ((ulong)number * 0xD1342543DE82EF95)).Next());
        while (true)
        {
            (string kind, _, Action<StepWriter> write) = AllKinds[random.Weighted([.. AllKinds.Select(static kind => kind.Share)])];
            ScenarioDraft draft = new();
            write(new StepWriter(random, new SpecWriter(random), draft));
            JsonObject scenario = draft.ToScenario();
            scenario["kind"] = kind;
            if (MayBePlayed(ScenarioReader.Read(scenario.ToJsonString())))
            {
                return scenario;
            }
        }
    }

    private bool MayBePlayed(Scenario scenario)
    {
        if (OtpBugs.RestartIgnores(scenario))
        {
            RestartsThatIgnore++;
            return false;
        }

        if (OtpBugs.MiscountsRestarting(scenario))
        {
            Miscounts++;
            return false;
        }

        return Timing.IsSafe(scenario);
    }
}
