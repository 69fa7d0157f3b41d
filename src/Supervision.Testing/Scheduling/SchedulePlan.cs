namespace Supervision.Testing.Scheduling;

/// <summary>How one schedule is made.</summary>
/// <param name="Strategy">Who decides.</param>
/// <param name="Delivery">When what was sent is in its receiver's mailbox.</param>
internal sealed record SchedulePlan(ScheduleStrategy Strategy, Delivery Delivery)
{
    /// <summary>Whether a process that can run does so at once, without a choice: its turns touch nothing but itself and what it sends, so they
    /// change places with everything but what reaches it.</summary>
    internal bool EagerTurns { get; init; }

    /// <summary>Those that are not eager although others are, because they use what others use too; null for none.</summary>
    internal SharedUse? Shared { get; init; }

    /// <summary>How many times the next timer may fire although something else could happen.</summary>
    internal int TimerRaces { get; init; }

    /// <summary>Is told everything; null for nobody.</summary>
    internal StepTrace? Trace { get; init; }

    /// <summary>Where the engine's own randomness begins. The same for all explored schedules, whose tokens hold choices only.</summary>
    internal ulong RandomSeed { get; init; }

    internal static SchedulePlan Of(SimulationOptions options) => new(
        options.Seed is { } seed ? new RandomStrategy(seed) : new PlainStrategy(),
        options.Delivery ?? (options.Seed is null ? Delivery.Instant : Delivery.Pairwise))
    {
        TimerRaces = options.TimerRaces,
        RandomSeed = options.Seed ?? 0,
    };
}
