namespace Supervision;

/// <summary>What becomes of a process of a snapshot.</summary>
public enum TreeFate
{
    /// <summary>It lives on; of one that did not run: it still does not.</summary>
    Same = 0,

    /// <summary>It ends, and another process takes its place; of one that did not run: it is started.</summary>
    Restarted,

    /// <summary>It ends, and its place stays empty but listed.</summary>
    Stopped,

    /// <summary>It ends, and its supervisor forgets it or is gone itself.</summary>
    Gone,

    /// <summary>The rules leave it open, see <see cref="TreePrediction.Uncertain"/>.</summary>
    Unknown,
}
