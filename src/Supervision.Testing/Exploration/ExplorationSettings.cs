using System.Globalization;

namespace Supervision.Testing.Exploration;

/// <summary>What the environment says of explorations.</summary>
/// <param name="Replay">The schedule to run instead of exploring, for the test that it belongs to; null for none.</param>
/// <param name="Schedules">How many schedules to run; null for what the options say.</param>
/// <param name="Seed">The seed; null for what the options say.</param>
internal sealed record ExplorationSettings(ScheduleToken? Replay, int? Schedules, ulong? Seed)
{
    internal const string ReplayVariable = "SUPERVISION_REPLAY";
    internal const string SchedulesVariable = "SUPERVISION_SCHEDULES";
    internal const string SeedVariable = "SUPERVISION_SEED";

    /// <exception cref="FormatException">A variable cannot be read.</exception>
    internal static ExplorationSettings Read(Func<string, string?> variable)
    {
        string? replay = variable(ReplayVariable);
        return new ExplorationSettings(
            string.IsNullOrEmpty(replay) ? null : ScheduleToken.Parse(TokenFile.Resolve(replay)),
            Number(variable, SchedulesVariable) is { } schedules ? (int)Math.Clamp(schedules, 1, int.MaxValue) : null,
            Number(variable, SeedVariable));
    }

    /// <summary>The options, with what is stronger, checked.</summary>
    internal ExplorationOptions Over(ExplorationOptions options)
    {
        ExplorationOptions all = options with { Schedules = Schedules ?? options.Schedules, Seed = Seed ?? options.Seed };
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Schedules, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Strategies.Count, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(all.MaxShrinks, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(all.DeterminismChecks, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(all.MaxDelays ?? 0, nameof(options));
        return all;
    }

    private static ulong? Number(Func<string, string?> variable, string name)
    {
        string? text = variable(name);
        return string.IsNullOrEmpty(text) ? null
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number
            : throw new FormatException($"{name} was '{text}'; must be a whole number of 0 or more.");
    }
}
