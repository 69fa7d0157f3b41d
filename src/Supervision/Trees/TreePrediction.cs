using System.Diagnostics;

namespace Supervision;

/// <summary>What follows from what happens to a tree, by the rules of supervisors.</summary>
/// <param name="Fates">What becomes of each process of the snapshot, by its path.</param>
/// <param name="MustDie">The paths of the processes of the snapshot that end.</param>
/// <param name="MayDie">The paths of those that may end or not, because the rules leave it open; none of <paramref name="MustDie"/>.</param>
/// <param name="GaveUp">The supervisors that had to restart too often and ended, in order; with the same path again if it happened again.</param>
/// <param name="Story">What happens, in order.</param>
/// <param name="Uncertain">What the rules leave open and why, for people; empty when nothing.</param>
/// <param name="After">The tree afterwards, without pids of new processes; null when its root has ended.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
[DebuggerDisplay("{MustDie.Count} die, {GaveUp.Count} give up")]
public sealed record TreePrediction(
    IReadOnlyDictionary<string, TreeFate> Fates,
    IReadOnlySet<string> MustDie,
    IReadOnlySet<string> MayDie,
    IReadOnlyList<string> GaveUp,
    IReadOnlyList<TreePrediction.Step> Story,
    IReadOnlyList<string> Uncertain,
    TreeSnapshot? After)
{
    /// <summary>What a step is.</summary>
    public enum StepKind
    {
        /// <summary>A process ended, but not because its supervisor stopped it.</summary>
        Ended = 0,

        /// <summary>A process ended through its links, because a supervisor above it was killed. When, compared with what its supervisor's parent does
        /// meanwhile, is open.</summary>
        Orphaned,

        /// <summary>A supervisor stopped the process.</summary>
        Stopped,

        /// <summary>A process was started; a supervisor after its children.</summary>
        Started,

        /// <summary>A start failed.</summary>
        StartFailed,

        /// <summary>A supervisor counted a restart and begins it.</summary>
        Restarting,

        /// <summary>A supervisor had to restart too often: it stops its children and ends.</summary>
        GaveUp,

        /// <summary>A significant child's end makes its supervisor stop its children and end.</summary>
        ShutDown,
    }

    /// <summary>One thing that happens.</summary>
    /// <param name="Kind">What.</param>
    /// <param name="Path">To whom; of <see cref="StepKind.Restarting"/>, <see cref="StepKind.GaveUp"/> and <see cref="StepKind.ShutDown"/> the
    /// supervisor.</param>
    /// <param name="Text">The same as a sentence.</param>
    public sealed record Step(StepKind Kind, string Path, string Text)
    {
        /// <summary>The sentence.</summary>
        public override string ToString() => Text;
    }
}
