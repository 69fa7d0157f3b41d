using System.Globalization;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Runs a test in many orders until it fails; then makes the order plainer, runs it twice more and tells.</summary>
internal sealed class Explorer(Func<TestProcess, Task> body, ExplorationOptions options, TestName test)
{
    private const ulong DefaultSeed = 1;

    /// <summary>An exhaustive search counts many small schedules.</summary>
    private const int ExhaustiveFactor = 100;

    private readonly Dictionary<string, int> _byStrategy = new(StringComparer.Ordinal);
    private readonly ulong _seed = options.Seed ?? DefaultSeed;
    private readonly long _since = Machine.GetTimestamp();
    private int _schedules;
    private int _cut;

#pragma warning disable RS0030 // The budget is real time.
    private static TimeProvider Machine => TimeProvider.System;
#pragma warning restore RS0030

    private bool IsOutOfTime => options.Budget is { } budget && budget != Timeout.InfiniteTimeSpan && Machine.GetElapsedTime(_since) >= budget;

    /// <summary>The bound of an exhaustive search; null for a multiple of what the options say.</summary>
    internal int? ExhaustiveLimit { get; init; }

    /// <summary>Some orders, drawn.</summary>
    internal ExplorationReport Sample()
    {
        ScheduleRunner runner = RunnerWith(options.EagerTurns ?? false, null);
        ScheduleStrategy[] strategies = [.. options.Strategies.Select(static strategy => strategy.Create())];
        while (_schedules < options.Schedules && !IsOutOfTime)
        {
            // The plain order first: when that fails, it is the easiest to read.
            ScheduleStrategy strategy = _schedules == 0 ? new GivenStrategy([], isStrict: false) : strategies[(_schedules - 1) % strategies.Length];
            RunOne(runner, strategy);
        }

        return Report(isExhausted: false);
    }

    /// <summary>All orders.</summary>
    internal ExplorationReport Exhaust()
    {
        SharedUse shared = new([]);
        ScheduleRunner runner = RunnerWith(options.EagerTurns ?? options.Delivery != Delivery.Instant, shared);
        ExhaustiveStrategy strategy = new(sleeps: true, options.MaxDelays);
        int limit = ExhaustiveLimit ?? (int)Math.Min(int.MaxValue, (long)options.Schedules * ExhaustiveFactor);
        bool isExhausted;
        do
        {
            shared.BeginSearch();
            strategy.Reset();
            _cut = 0;
            _schedules = 0;
            isExhausted = true;
            while (!shared.HasLearned && !(isExhausted = !RunOne(runner, strategy)) && _schedules < limit && !IsOutOfTime)
            {
                isExhausted = false;
            }
        }
        while (shared.HasLearned && !IsOutOfTime);
        return Report(isExhausted && !strategy.HasLeftOut);
    }

    private ScheduleRunner RunnerWith(bool eagerTurns, SharedUse? shared) => new(
        body,
        options with { Output = null },
        new ScheduleModes(options.Delivery ?? Delivery.Pairwise, eagerTurns, options.TimerRaces))
    {
        Shared = shared,
    };

    /// <summary>False when there was none left.</summary>
    private bool RunOne(ScheduleRunner runner, ScheduleStrategy strategy)
    {
        if (runner.Run(strategy, SplitMix64.Mix(_seed, (ulong)_schedules)) is not { } run)
        {
            return false;
        }

        _schedules++;
        _cut += run.IsCut ? 1 : 0;
        _byStrategy[strategy.Name] = _byStrategy.GetValueOrDefault(strategy.Name) + 1;
        if (run.IsLost)
        {
            DeterminismCheck.Run(runner, run.Choices);
            throw ExplorationErrors.NotRepeatable();
        }

        // Who has just been found to share something was eager in this run; it is run again in another way.
        if (run.Failure is { } failure && runner.Shared is not { HasLearned: true })
        {
            throw new FailureReport(runner, test, _seed, options).Build(run, failure, _schedules, strategy.Name);
        }

        if (_schedules <= options.DeterminismChecks && !run.IsCut)
        {
            DeterminismCheck.Run(runner, run.Choices);
        }

        return true;
    }

    private ExplorationReport Report(bool isExhausted)
    {
        ExplorationReport report = new(_schedules, _cut, isExhausted, _seed, _byStrategy);
        options.Output?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{test}: {report}"));
        return report;
    }
}
