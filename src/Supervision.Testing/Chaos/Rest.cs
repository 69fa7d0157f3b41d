namespace Supervision.Testing.Chaos;

/// <summary>A look at a tree that had come to rest.</summary>
/// <param name="Tree">The tree; null when its root has ended.</param>
/// <param name="IsAtRest">False when it had not come to rest in time.</param>
/// <param name="At">When, on the runtime's clock.</param>
/// <param name="Mark">How many events of the log were before.</param>
internal sealed record Rest(TreeSnapshot? Tree, bool IsAtRest, long At, int Mark);
