using System.Diagnostics;
using Supervision.Trees;

namespace Supervision;

/// <summary>A supervision tree as it is at one moment, or as it is declared.</summary>
/// <remarks>
/// <para>Nothing in it changes afterwards, and nothing of the tree is touched through it. It can be printed, compared with a later one and asked what
/// would follow if a process died.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> no counterpart; OTP's observer walks the tree with supervisor:which_children/1 and does not notice changes meanwhile.</para>
/// </remarks>
/// <example><code>
/// TreeSnapshot before = await TreeSnapshot.TakeAsync(root);
/// Console.Write(before.ToText());
/// </code></example>
[DebuggerDisplay("{Root.Id,nq}, consistent: {IsConsistent}")]
public sealed class TreeSnapshot
{
    private readonly Lazy<Dictionary<string, TreeEntry>> _byPath;

    internal TreeSnapshot(TreeEntry root, bool isConsistent)
    {
        Root = root;
        IsConsistent = isConsistent;
        _byPath = new Lazy<Dictionary<string, TreeEntry>>(IndexByPath);
    }

    /// <summary>The supervisor that the snapshot was taken of.</summary>
    public TreeEntry Root { get; }

    /// <summary>True when the whole tree was as it is shown at one moment: nothing changed between two walks through it. False when it changed all the
    /// time until the limit; then each supervisor's own part was true at one moment, but not the same one. True for a declared tree.</summary>
    public bool IsConsistent { get; }

    /// <summary>Looks at a running tree until it holds still for the time of two looks.</summary>
    /// <param name="root">Its topmost supervisor; what is above it is not looked at.</param>
    /// <param name="limit">How long one supervisor may take to answer, and how long the tree may take to hold still. More than zero; null, the default,
    /// for 5 s, <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with the snapshot. A supervisor that does not answer in time, because it stops or starts a child for long, is in it as opaque.</returns>
    /// <exception cref="CallFailedException">The supervisor <paramref name="root"/> does not run.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is neither more than zero nor infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>Each supervisor answers in a turn of its own, when it has done what it was asked before, so a look shows no child between its end and
    /// its restart. A child must not take a snapshot while it is initialised or stopped: its own supervisor would be opaque.</para>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>Cost:</b> one message for each supervisor and look, at least two looks; memory for each process.</para>
    /// </remarks>
    public static Task<TreeSnapshot> TakeAsync(SupervisorRef root, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        TimeSpan chosen = limit ?? TreeWalk.DefaultLimit;
        if (chosen <= TimeSpan.Zero && chosen != Timeout.InfiniteTimeSpan)
        {
            throw TreeErrors.WrongLimit(chosen);
        }

        return new TreeWalk(root, chosen, cancellationToken).TakeAsync();
    }

    /// <summary>Shows a declared tree as if it had just started; no process is started.</summary>
    /// <param name="spec">The tree.</param>
    /// <returns>The snapshot: every child runs, for the first time, without a pid. A supervisor that is built only when it starts is opaque.</returns>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>From:</b> any thread.</para></remarks>
    public static TreeSnapshot Of(SupervisorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new TreeSnapshot(DeclaredTree.Started(Supervision.Supervisor.Checked(spec)), isConsistent: true);
    }

    /// <summary>Looks for a node by its path.</summary>
    /// <param name="path">The ids from the root to it, joined by <c>/</c>.</param>
    /// <returns>The node; null when there is none.</returns>
    public TreeEntry? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _byPath.Value.GetValueOrDefault(path);
    }

    /// <summary>Says what follows if some things happen to the tree, one after the other, each when all that follows from those before is over.</summary>
    /// <param name="actions">What happens, from the moment of the snapshot on.</param>
    /// <returns>What follows. It is exact, but for what it names as uncertain.</returns>
    /// <remarks>
    /// <para>Nothing is touched and nothing waits: the rules of supervisors are played on the data. Starts go well unless
    /// <see cref="TreeAction.FailStarts"/> says otherwise, processes do nothing but what the actions and their supervisors make them do, and whoever is asked to stop does so in time.</para>
    /// <para><b>From:</b> any thread.</para>
    /// </remarks>
    public TreePrediction Predict(params IReadOnlyList<TreeAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        return TreeModel.Predict(this, actions);
    }

    /// <summary>Says what follows if one process is killed: who is stopped, who is started again, in which order, and at which of many deaths a
    /// supervisor gives up.</summary>
    /// <param name="path">The process.</param>
    /// <param name="deaths">How many deaths to try at most; 1 or more. Default: 100.</param>
    /// <returns>What follows, by the same rules as <see cref="Predict"/>.</returns>
    /// <exception cref="ArgumentException">There is no such process in the tree.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deaths"/> is less than 1.</exception>
    /// <remarks><para>Nothing is touched; on a declared tree it can be asked before anything runs.</para><para><b>From:</b> any thread.</para></remarks>
    /// <example><code>
    /// Console.Write(TreeSnapshot.Of(tree).WhatIfDies("root/storage/disk").ToText());
    /// </code></example>
    public BlastRadius WhatIfDies(string path, int deaths = 100)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(deaths, 1);
        return Find(path) is null ? throw TreeErrors.NoSuchPath(path, this) : TreeModel.WhatIfDies(this, path, deaths);
    }

    /// <summary>The tree for people: a line for each process, supervisors before their children.</summary>
    /// <returns>Lines that end with a line feed. Characters of names that do not show are written by their numbers.</returns>
    public string ToText() => TreeText.Of(this);

    /// <summary>As <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();

    /// <summary>The tree for other programs, with everything that the snapshot holds but the declarations of children, of which it has the ids.</summary>
    /// <returns>An object with <c>consistent</c> and <c>root</c>; indented.</returns>
    public string ToJson() => TreeJson.Of(this);

    /// <summary>The tree as a drawing of Mermaid.</summary>
    /// <returns>A flowchart; names cannot break out of its labels.</returns>
    public string ToMermaid() => TreeGraph.Mermaid(this);

    /// <summary>The tree as a drawing of Graphviz.</summary>
    /// <returns>A digraph; names cannot break out of its labels.</returns>
    public string ToDot() => TreeGraph.Dot(this);

    /// <summary>Says what is different in a later snapshot of the same tree.</summary>
    /// <param name="later">The later one.</param>
    /// <returns>The differences; two processes at one path are the same if pid and incarnation are.</returns>
    public TreeComparison CompareWith(TreeSnapshot later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return TreeComparison.Of(this, later);
    }

    private Dictionary<string, TreeEntry> IndexByPath()
    {
        Dictionary<string, TreeEntry> index = new(StringComparer.Ordinal);
        foreach (TreeEntry node in Root.All())
        {
            index.TryAdd(node.Path, node);
        }

        return index;
    }
}
