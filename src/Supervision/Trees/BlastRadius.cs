using System.Diagnostics;
using Supervision.Trees;

namespace Supervision;

/// <summary>What follows if one process of a tree is killed, once and again and again.</summary>
/// <param name="Path">The process.</param>
/// <param name="First">What follows if it is killed once.</param>
/// <param name="Repeats">The deaths at which something more than that happens, in order: supervisors give up, or the process does not come back.
/// All deaths come at one moment, so that every restart counts; slower ones are forgiven after the period.</param>
/// <param name="Deaths">How many deaths were tried: until the process did not come back, or until the limit.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
[DebuggerDisplay("{Path,nq}: {First.MustDie.Count} die")]
public sealed record BlastRadius(string Path, TreePrediction First, IReadOnlyList<BlastRadius.Repeat> Repeats, int Deaths)
{
    /// <summary>A death that does more than those before.</summary>
    /// <param name="Death">Which death, from 1.</param>
    /// <param name="GaveUp">The paths of the supervisors that give up, in order; none when the process is just not started again.</param>
    /// <param name="ComesBack">Whether the process runs again afterwards.</param>
    public sealed record Repeat(int Death, IReadOnlyList<string> GaveUp, bool ComesBack);

    /// <summary>The paths of the processes that are stopped because of the first death, in order; the one that was killed is not among them.</summary>
    public IReadOnlyList<string> Stops => [.. Paths(TreePrediction.StepKind.Stopped, TreePrediction.StepKind.Orphaned)];

    /// <summary>The paths of the processes that are started because of the first death, in order.</summary>
    public IReadOnlyList<string> Starts => [.. Paths(TreePrediction.StepKind.Started, TreePrediction.StepKind.Started)];

    /// <summary>What follows, as sentences, for people.</summary>
    /// <returns>Lines that end with a line feed.</returns>
    public string ToText() => BlastText.Text(this);

    /// <summary>What becomes of each process that is not the same after the first death, as a table.</summary>
    /// <returns>Lines that end with a line feed, columns of one width; the form is that of Markdown.</returns>
    public string ToTable() => BlastText.Table(this);

    /// <inheritdoc cref="ToText"/>
    public override string ToString() => ToText();

    private IEnumerable<string> Paths(TreePrediction.StepKind one, TreePrediction.StepKind other) =>
        First.Story.Where(step => step.Kind == one || step.Kind == other).Select(static step => step.Path);
}
