using System.Diagnostics;
using System.Globalization;
using Supervision.Trees;

namespace Supervision;

/// <summary>What is different between two snapshots of a tree.</summary>
/// <param name="Changes">Every difference: first what was in the earlier one, in its order, then what is new.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
[DebuggerDisplay("{Changes.Count} changes")]
public sealed record TreeComparison(IReadOnlyList<TreeComparison.Change> Changes)
{
    /// <summary>What kind of difference.</summary>
    public enum ChangeKind
    {
        /// <summary>It is there, and was not.</summary>
        Added = 0,

        /// <summary>It is not there any more.</summary>
        Removed,

        /// <summary>Another process runs in its place.</summary>
        Restarted,

        /// <summary>It does not run any more but is still listed.</summary>
        Stopped,

        /// <summary>It was listed without a process and runs.</summary>
        Started,
    }

    /// <summary>A line for each difference; <c>no difference</c> without one.</summary>
    public override string ToString() =>
        Changes.Count == 0 ? "no difference" : string.Join('\n', Changes.Select(static change => change.Text));

    /// <summary>One difference.</summary>
    /// <param name="Kind">What.</param>
    /// <param name="Path">Whose.</param>
    /// <param name="Text">The same in words.</param>
    public sealed record Change(ChangeKind Kind, string Path, string Text);

    internal static TreeComparison Of(TreeSnapshot before, TreeSnapshot after)
    {
        IEnumerable<Change> known = before.Root.All().Select(entry => Of(entry, after.Find(entry.Path))).OfType<Change>();
        IEnumerable<Change> added = after.Root.All().Where(entry => before.Find(entry.Path) is null)
            .Select(static entry => Told(ChangeKind.Added, entry, "is new"));
        return new TreeComparison([.. known, .. added]);
    }

    private static Change? Of(TreeEntry before, TreeEntry? after)
    {
        bool ran = before.Status == ChildInfo.State.Running;
        bool runs = after is { Status: ChildInfo.State.Running };
        bool isSame = after is not null && before.Pid == after.Pid && before.Incarnation == after.Incarnation;
        return (ran, runs) switch
        {
            (_, _) when after is null => Told(ChangeKind.Removed, before, "is gone"),
            (true, true) when !isSame => Told(ChangeKind.Restarted, before, string.Create(
                CultureInfo.InvariantCulture, $"was restarted: #{before.Incarnation}, now #{after!.Incarnation}")),
            (true, false) => Told(ChangeKind.Stopped, before, after!.Status == ChildInfo.State.Restarting ? "is being restarted" : "is stopped"),
            (false, true) => Told(ChangeKind.Started, before, "was started"),
            _ => null,
        };
    }

    private static Change Told(ChangeKind kind, TreeEntry entry, string what) =>
        new(kind, entry.Path, $"{(entry.Type == ChildType.Supervisor ? "supervisor " : "")}{TreeWords.Visible(entry.Path)} {what}");
}
