namespace Supervision.Testing;

/// <summary>How a <see cref="Simulation"/> works. Read once, when it is created. All properties have defaults.</summary>
public record SimulationOptions
{
    /// <summary>Which order to draw; null, the default, for none: the step that has been possible for the longest time is next.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Options of the runtime; null for the defaults. Its clock is always the simulation's.</summary>
    public ProcessRuntimeOptions? Runtime { get; init; }

    /// <summary>When what was sent is in its receiver's mailbox; null, the default, for <see cref="Testing.Delivery.Instant"/> without a
    /// seed, and <see cref="Testing.Delivery.Pairwise"/> with one and when many orders are explored.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>How many steps may follow one another without an instant at which nothing can happen, before the run fails as one that would
    /// never end. 100,000 by default; at least 1.</summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>How much virtual time a run may take; one hour by default. Zero for none. Infinite is not allowed: a periodic timer would
    /// never let the run end.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many times in a run the next timer may fire although something else could happen before it, as on a machine that
    /// is slow just then. 0, the default, for never; only with a drawn or explored order. The order between timers is kept.</summary>
    public int TimerRaces { get; init; }

    /// <summary>What crashes mean that the test did not ask for; <see cref="CrashPolicy.Fail"/> by default. Only for <see cref="Simulation.Test"/> and
    /// explorations: a simulation that is driven by hand lets them be.</summary>
    public CrashPolicy Crashes { get; init; }

    /// <summary>What processes mean that outlive the test; <see cref="LeakPolicy.Fail"/> by default. Only for <see cref="Simulation.Test"/> and
    /// explorations: a simulation that is driven by hand lets them be.</summary>
    public LeakPolicy Leaks { get; init; }

    /// <summary>Whether every message is compared when it is handled with what it was when it was sent; false by default, for it costs time and
    /// memory. A message that was changed in between fails the run.</summary>
    public bool CheckMessages { get; init; }

    /// <summary>What becomes of a run in which code leaves the simulation; null, the default, for <see cref="EscapePolicy.Fail"/> in
    /// <see cref="Simulation.Test"/> and explorations, and for not looking in a simulation that you drive yourself.</summary>
    public EscapePolicy? Escapes { get; init; }

    /// <summary>After how much real time code that does not come back fails the run; 5 s by default. Infinite for never; also under a debugger.
    /// Only where escapes are looked for.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long real work that was let out by <see cref="SimulationExternal.ExternalAsync{T}"/> is waited for, in real time; 10 s by default.
    /// Infinite for ever.</summary>
    public TimeSpan ExternalLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told what happens to a test that is worth a line: what was explored, and what the failure looks like; null, the default, for
    /// nobody.</summary>
    public Action<string>? Output { get; init; }
}
