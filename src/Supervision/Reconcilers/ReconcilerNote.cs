namespace Supervision.Reconcilers;

/// <summary>What a reconciler's process is told, by itself and by its object.</summary>
internal enum ReconcilerNote
{
    /// <summary>There are keys to look at.</summary>
    Look,

    /// <summary>It is time to compare everything.</summary>
    Walk,

    /// <summary>A child has been away for long enough.</summary>
    Due,
}
