using Supervision.Conformance.Replay;

namespace Supervision.Conformance.Differential;

/// <summary>
/// Keeps scenarios away from races with the clock, which would make OTP's trace a matter of luck: a stop that ends close to its timeout, and a
/// restart close to the edge of the window. OTP 25 counts whole seconds, so there the edge is a second wide.
/// </summary>
internal static class Timing
{
    private const int Margin = 300;
    private const int LongestStop = 2500;
    private const int LongPeriod = 60_000;

    internal static bool IsSafe(Scenario scenario)
    {
        ScenarioTree tree = ScenarioTree.Of(scenario);
        if (StopTimes(tree) is not { } times || times.Max > LongestStop)
        {
            return false;
        }

        int[] tight = [.. tree.All().Select(static item => (int)Math.Min(item.Node.Options.Period.TotalMilliseconds, LongPeriod)).Where(static period => period is > 0 and < LongPeriod)];
        return tight.Length == 0 || (times.Max == 0 && tight.All(period => KeepsAway(scenario, period)));
    }

    /// <summary>How long a supervisor may take to stop, in milliseconds; null when something in it would be a close race.</summary>
    internal static SortedSet<int>? StopTimes(ScenarioTree tree)
    {
        SortedSet<int> sums = [0];
        foreach ((ChildNode spec, ScenarioTree? nested, _) in tree.Children)
        {
            if (StopTimes(spec, nested) is not { } own)
            {
                return null;
            }

            // Children of a dynamic supervisor stop together, the others one after the other, and each may be there or not.
            sums.UnionWith(tree.Node.IsSimple ? [.. own] : [.. sums.SelectMany(sum => own.Select(time => sum + time))]);
        }

        return sums;
    }

    private static SortedSet<int>? StopTimes(ChildNode spec, ScenarioTree? nested)
    {
        int delay = spec.Behavior.TrapsExits ? (int)(spec.Behavior.StopDelay?.TotalMilliseconds ?? 0) : 0;
        SortedSet<int>? inner = nested is null ? [delay] : StopTimes(nested);
        if (inner is null || (spec.Shutdown is null && nested is null && inner.Any(static time => Math.Abs(time - 5000) < Margin)))
        {
            return null;
        }

        if (spec.Shutdown is { IsKill: true })
        {
            return [0];
        }

        if (spec.Shutdown?.Time is not { } time || time < TimeSpan.Zero)
        {
            return inner;
        }

        int limit = (int)time.TotalMilliseconds;
        return inner.Any(taken => Math.Abs(taken - limit) < Margin && !(taken == 0 && limit >= 100)) ? null : [.. inner.Select(taken => Math.Min(taken, limit))];
    }

    /// <summary>No stretch of waits ends where it is a matter of luck whether a restart at its beginning still counts.</summary>
    private static bool KeepsAway(Scenario scenario, int period)
    {
        int[] waits = [.. scenario.Steps.Select(static step => step.Milliseconds)];
        for (int from = 0; from < waits.Length; from++)
        {
            int sum = 0;
            for (int to = from; to < waits.Length; to++)
            {
                sum += waits[to];
                if (sum > period - Margin && sum < period + 1000 + Margin)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
