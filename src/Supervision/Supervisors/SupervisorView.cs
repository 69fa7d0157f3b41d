namespace Supervision.Supervisors;

/// <summary>All that a supervisor knows about itself and its children, at one moment of its own.</summary>
/// <param name="Spec">What it was started from.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Version">Rises with every change of the children.</param>
/// <param name="Children">In start order.</param>
/// <param name="RestartAges">How long ago the restarts were that still count, oldest first.</param>
internal sealed record SupervisorView(
    SupervisorSpec Spec, string Path, long Version, IReadOnlyList<ChildView> Children, IReadOnlyList<TimeSpan> RestartAges);
