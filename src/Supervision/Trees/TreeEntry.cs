using System.Diagnostics;

namespace Supervision;

/// <summary>One process of a supervision tree, or the place where one would be.</summary>
/// <param name="Path">The ids from the root to it, joined by <c>/</c>. A child of a dynamic supervisor without a key has the template's id and
/// its pid there. Two nodes of a snapshot have the same path only if ids hold slashes.</param>
/// <param name="Id">Its id; of a dynamic child its key, or the template's id and its pid.</param>
/// <remarks>
/// <para>A value that nothing changes: what was true when the <see cref="TreeSnapshot"/> was taken.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> what an observer gathers with supervisor:which_children/1 and sys:get_state/1.</para>
/// </remarks>
[DebuggerDisplay("{Path,nq} {Status}")]
public sealed record TreeEntry(string Path, string Id)
{
    /// <summary>The process; <see cref="Supervision.Pid.None"/> without one, as in a declared tree.</summary>
    public Pid Pid { get; init; }

    /// <summary>How often it has started under its supervisor, 1 for the first; 0 when it never has. Of a root 1.</summary>
    public int Incarnation { get; init; }

    /// <summary>What its supervisor knows about it. Default: <see cref="ChildInfo.State.Stopped"/>.</summary>
    public ChildInfo.State Status { get; init; }

    /// <summary>Which ends lead to a restart; of a root <see cref="Restart.Temporary"/>, because nobody in the snapshot restarts it.</summary>
    public Restart Restart { get; init; }

    /// <summary>How its supervisor stops it, the default filled in; of a root <see cref="Shutdown.Infinite"/>.</summary>
    public Shutdown Shutdown { get; init; }

    /// <summary>Whether its end can stop its supervisor.</summary>
    public bool Significant { get; init; }

    /// <summary>Whether its restarts wait.</summary>
    internal bool HasBackoff { get; init; }

    /// <summary>Worker or supervisor.</summary>
    public ChildType Type { get; init; }

    /// <summary>The tags of its specification. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The name under which it is registered; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>Whether exit signals reach it as messages; false without a process.</summary>
    public bool TrapsExits { get; init; }

    /// <summary>What only supervisors have; null for a worker, and for a supervisor that is not known.</summary>
    public SupervisorPart? Supervisor { get; init; }

    /// <summary>True when the process was not looked into: it is a supervisor that did not answer in time, or a process of another kind that was
    /// declared as one. What is below it is unknown.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>The node and all below it, each before its children, in start order.</summary>
    /// <returns>At least the node itself.</returns>
    public IEnumerable<TreeEntry> All()
    {
        Stack<TreeEntry> open = new([this]);
        while (open.TryPop(out TreeEntry? node))
        {
            yield return node;
            foreach (TreeEntry child in node.Supervisor?.Children.Reverse() ?? [])
            {
                open.Push(child);
            }
        }
    }

    /// <summary>What a supervisor is and has.</summary>
    /// <param name="Options">Strategy and limits.</param>
    /// <param name="Children">The children that it has, in start order.</param>
    /// <param name="Declared">The children that it begins with when it starts again, in start order: they may have been removed, and others added,
    /// since. Of a dynamic supervisor the template, of which it starts none.</param>
    /// <param name="RestartAges">How long ago the restarts were that still count, oldest first.</param>
    public sealed record SupervisorPart(
        SupervisorOptions Options, IReadOnlyList<TreeEntry> Children, IReadOnlyList<TreeEntry> Declared, IReadOnlyList<TimeSpan> RestartAges)
    {
        /// <summary>True for a supervisor whose children all come from one template.</summary>
        public bool IsDynamic => Options.Strategy == RestartStrategy.SimpleOneForOne;
    }
}
