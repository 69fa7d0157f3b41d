namespace Supervision.Runtime;

/// <summary>Something that a process has entered elsewhere under its own pid. It is withdrawn when the process dies, before anybody
/// hears of that. An element of its owner's list; only the owner's turn changes the list.</summary>
internal abstract class Registration(ProcessCell owner)
{
    /// <summary>The neighbours in the owner's list, newest first.</summary>
    internal Registration? Previous;

    /// <inheritdoc cref="Previous"/>
    internal Registration? Next;

    /// <summary>Whether it is in its owner's list. The owner's turn.</summary>
    internal bool IsListed;

    internal ProcessCell Owner { get; } = owner;

    /// <summary>Takes it away from where others find it. In the owner's last turn, and no user code may run there but that
    /// of keys; if that throws it is told, and the owner dies all the same.</summary>
    internal abstract void Withdraw();
}
