using System.Globalization;
using Supervision.Testing.Exploration;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Chaos;

/// <summary>Runs plans, each in many orders of steps, until one fails; then makes first the plan plainer and then the order, and tells.</summary>
internal sealed class ChaosExplorer(
    Func<TestProcess, SupervisorSpec> tree, ChaosOptions options, ExplorationOptions exploration, ChaosTestName test, Func<string, string?> variable)
{
    /// <summary>How many plainer plans are tried.</summary>
    private const int MaxShrinks = 150;

    private readonly ChaosRuns _runs = new();
    private int _schedules;

    /// <exception cref="ChaosFailedException">Something does not hold.</exception>
    internal ChaosReport Run()
    {
        if (ChaosToken.Read(test.Hash, variable) is { } given)
        {
            Throw(given, given, "plan of the environment", exploration, variable);
            return Report(1);
        }

        for (int number = 0; number < options.Plans; number++)
        {
            ChaosPlan plan = ChaosPlan.Draw(SplitMix64.Mix(options.Seed, (ulong)number), options.Length, options.Kinds);
            ExplorationOptions orders = exploration with
            {
                Seed = SplitMix64.Mix(exploration.Seed ?? options.Seed, (ulong)number),
                DeterminismChecks = number == 0 ? exploration.DeterminismChecks : 0,
            };
            if (Try(plan, orders with { MaxShrinks = 0, Output = null }) is { } failure)
            {
                ChaosPlan shrunk = Shrink(plan, orders, KindOf(failure));
                string origin = string.Create(CultureInfo.InvariantCulture, $"plan {number + 1} of {options.Plans}, seed {options.Seed}");
                Throw(shrunk, plan, origin, orders, WithoutReplay);
                throw failure;
            }
        }

        return !_runs.HasNoStrike ? Report(options.Plans) : throw ChaosErrors.NobodyStruck();
    }

    /// <summary>A schedule belongs to one plan, which must be given with it.</summary>
    private string? WithoutReplay(string name) => name == ExplorationSettings.ReplayVariable ? null : variable(name);

    private ChaosReport Report(int plans)
    {
        ChaosReport report = _runs.Report(plans, _schedules);
        exploration.Output?.Invoke($"{test.Name}: {report}");
        return report;
    }

    private ChaosPlan Shrink(ChaosPlan plan, ExplorationOptions orders, string kind)
    {
        int tried = 0;
        bool isPlainer = true;
        while (isPlainer && tried < MaxShrinks)
        {
            isPlainer = false;
            foreach (ChaosPlan plainer in plan.Shrinks())
            {
                if (tried++ < MaxShrinks && plainer.Actions.Count > 0
                    && Try(plainer, orders with { MaxShrinks = 0, Output = null, DeterminismChecks = 0 }) is { } failure && KindOf(failure) == kind)
                {
                    plan = plainer;
                    isPlainer = true;
                    break;
                }
            }
        }

        return plan;
    }

    /// <summary>Runs a plan in many orders. Null: it held in all of them.</summary>
    private ScheduleFailedException? Try(ChaosPlan plan, ExplorationOptions orders) => Try(plan, orders, WithoutReplay);

    private ScheduleFailedException? Try(ChaosPlan plan, ExplorationOptions orders, Func<string, string?> environment)
    {
        try
        {
            _schedules += Simulation.RunExplorer(
                ChaosBody.Of(tree, plan, options, _runs.Add), orders, test.Member, test.File, static explorer => explorer.Sample(), environment).Schedules;
            return null;
        }
        catch (ScheduleFailedException failure)
        {
            return failure;
        }
    }

    private void Throw(ChaosPlan plan, ChaosPlan found, string origin, ExplorationOptions orders, Func<string, string?> environment)
    {
        if (Try(plan, orders with { Output = null }, environment) is not { } failure)
        {
            return;
        }

        string report = failure.InnerException is ChaosFailedException chaos ? chaos.Message : $"Chaos: {failure.InnerException?.Message}";
        string shown = TokenFile.Shorten(failure.Token, TestName.Of(ChaosBody.Of(tree, plan, options, null), test.Member, test.File));
        string shrunk = found.Actions.Count > plan.Actions.Count ? string.Create(CultureInfo.InvariantCulture, $" (shrunk from {found.Actions.Count})") : "";
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {report}
              {origin}, {plan.Actions.Count} action{(plan.Actions.Count == 1 ? "" : "s")}{shrunk}: {plan}
              replay: {ChaosToken.Variable}={new ChaosToken(test.Hash, plan)} {ExplorationSettings.ReplayVariable}={shown}  (test {test.Name})
                  or: Simulation.Replay("{shown}", ChaosTest.Body(tree, ChaosPlan.Parse("{plan}"), options))
            """);
        exploration.Output?.Invoke(message);
        throw new ChaosFailedException(message, failure)
        {
            Violations = (failure.InnerException as ChaosFailedException)?.Violations
                ?? [new ChaosViolation("P0", "", failure.InnerException?.Message ?? failure.Message)],
            Plan = plan,
            Schedule = failure.Token,
        };
    }

    private static string KindOf(ScheduleFailedException failure) =>
        (failure.InnerException as ChaosFailedException)?.Violations[0].Property ?? FailureKind.Of(failure.InnerException ?? failure).ToString();
}
