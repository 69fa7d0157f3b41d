namespace Supervision.Trees;

/// <summary>What the rules leave open, for those who have seen it: how starts go, when a failed restart is tried again, and with what a supervisor ends that
/// was leaving.</summary>
internal abstract class TreeCourse
{
    /// <summary>Whether a start goes well.</summary>
    internal abstract bool StartsWell(ModelNode node);

    /// <summary>When a restart that failed is tried again, at the earliest at the moment of the rules; null for later.</summary>
    internal abstract TimeSpan? NextTry(ModelNode node);

    /// <summary>With what a supervisor ends that stops its children: with shutdown, unless it is killed meanwhile.</summary>
    internal abstract ExitReason EndOf(ModelNode supervisor);
}
