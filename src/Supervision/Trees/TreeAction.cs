using System.Diagnostics;

namespace Supervision;

/// <summary>Something that happens to a tree, for <see cref="TreeSnapshot.Predict"/>. A closed set.</summary>
/// <remarks>
/// <para>An action on a process that does not run at that point, or a request that a supervisor would refuse, changes nothing.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract record TreeAction
{
    private TreeAction()
    {
    }

    /// <summary>A process is killed: it ends at once, whatever it does. What runs below a killed supervisor ends through its links.</summary>
    /// <param name="Path">The process.</param>
    public sealed record Kill(string Path) : TreeAction;

    /// <summary>A process ends by itself; a supervisor stops its children before that, as with <see cref="SupervisorRef.StopAsync"/>.</summary>
    /// <param name="Path">The process.</param>
    /// <param name="Reason">What it ends with.</param>
    public sealed record End(string Path, ExitReason Reason) : TreeAction;

    /// <summary>A process that is not its parent sends it an exit signal. Supervisors, and others that trap exits, live on; so does everybody
    /// with <see cref="ExitReason.Normal"/>. With <see cref="ExitReason.Kill"/> it is a <see cref="TreeAction.Kill"/>.</summary>
    /// <param name="Path">The process.</param>
    /// <param name="Reason">The signal.</param>
    public sealed record Signal(string Path, ExitReason Reason) : TreeAction;

    /// <summary>Its supervisor is asked to stop a child.</summary>
    /// <param name="Path">The child.</param>
    public sealed record Terminate(string Path) : TreeAction;

    /// <summary>Its supervisor is asked to start a stopped child.</summary>
    /// <param name="Path">The child.</param>
    public sealed record RestartChild(string Path) : TreeAction;

    /// <summary>Its supervisor is asked to forget a stopped child.</summary>
    /// <param name="Path">The child.</param>
    public sealed record Delete(string Path) : TreeAction;

    /// <summary>A supervisor is asked to add a child and to start it.</summary>
    /// <param name="Parent">The supervisor.</param>
    /// <param name="Spec">The child. For a dynamic supervisor only the id is used, as its key.</param>
    public sealed record Add(string Parent, ChildSpec Spec) : TreeAction;

    /// <summary>Some later starts of a child fail. Several for one path follow each other.</summary>
    /// <param name="Path">The child.</param>
    /// <param name="Count">How many of its starts fail; 0 or more.</param>
    /// <param name="After">How many go well before; 0 or more. Default: 0.</param>
    public sealed record FailStarts(string Path, int Count, int After = 0) : TreeAction;

    /// <summary>Time passes, and nothing happens meanwhile.</summary>
    /// <param name="Time">Zero or more.</param>
    public sealed record Wait(TimeSpan Time) : TreeAction;
}
