namespace Supervision.Testing;

/// <summary>What chaos does to a tree, and what must hold meanwhile. All properties have defaults.</summary>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record ChaosOptions
{
    /// <summary>How many plans are drawn; 20 by default, at least 1. A live run has one plan, or as many as there is time for; see <see cref="For"/>.</summary>
    public int Plans { get; init; } = 20;

    /// <summary>How many actions a plan has; 6 by default, at least 1.</summary>
    public int Length { get; init; } = 6;

    /// <summary>From which plans are drawn; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How long a live run goes on, plan after plan; null, the default, for one plan; more than zero. Plans that are drawn for a live run do not wait.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>What is done; kills by default.</summary>
    public IReadOnlyList<ChaosKind> Kinds { get; init; } = [ChaosKind.Kill];

    /// <summary>Who may be picked; null, the default, for all but the root.</summary>
    public ChaosFilter? Filter { get; init; }

    /// <summary>What an action of <see cref="ChaosKind.Fault"/> can set up; none by default.</summary>
    public IReadOnlyList<ChaosFault> Faults { get; init; } = [];

    /// <summary>The fault points to which code is expected to come; the report names those to which none came. None by default.</summary>
    public IReadOnlyList<FaultPoint> FaultPoints { get; init; } = [];

    /// <summary>One piece of work for the tree, in a process of its own; null, the default, for none. In the simulation it is done once between two
    /// waits of a plan and must come to an end; in a live run again and again, by another process when its own has ended. What it throws is counted and is no failure: whoever
    /// calls a process that is killed may fail.</summary>
    public Func<ProcessContext, Task>? Load { get; init; }

    /// <summary>How many processes do the work at the same time; 1 by default, at least 1.</summary>
    public int LoadProcesses { get; init; } = 1;

    /// <summary>True for a live run without load; false by default.</summary>
    public bool WithoutLoad { get; init; }

    /// <summary>What the user of the tree must be able to do again after each disturbance; null, the default, for nothing. It throws when it
    /// cannot; then it is tried again.</summary>
    public Func<ProcessContext, Task>? SteadyState { get; init; }

    /// <summary>How soon it must have succeeded, on the runtime's clock; 5 s by default. A probe that takes longer has failed.</summary>
    public TimeSpan RecoversWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the tree may take to come to rest, on the runtime's clock; 30 s by default.</summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The supervisors that may fall, by path, id, name or tag, with all below them; none by default. See <see cref="Catastrophic"/>.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Which processes may go on after the one that started them has ended, although no supervisor has them; null, the default, for none.</summary>
    public Func<Pid, bool>? IsUnsupervised { get; init; }

    /// <summary>Whether a live run waits before it kills somebody whose supervisor would give up; true by default, so that it goes on at the
    /// highest rate that the tree is built for. Then it also leaves supervisors alone below which a process has a registered name: such a process may
    /// still hold it when the supervisor is started again, and nobody can say how many restarts that costs.</summary>
    public bool StaysWithinIntensity { get; init; } = true;

    /// <summary>The same, with a supervisor that may fall: what the team has chosen to live with.</summary>
    /// <param name="subtree">Its path, id, name or tag.</param>
    /// <returns>A copy.</returns>
    public ChaosOptions Catastrophic(string subtree)
    {
        ArgumentNullException.ThrowIfNull(subtree);
        return this with { Accepted = [.. Accepted, subtree] };
    }
}
