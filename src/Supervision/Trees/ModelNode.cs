using System.Diagnostics;

namespace Supervision.Trees;

/// <summary>A place in the tree that the rules change.</summary>
[DebuggerDisplay("{Path,nq} {Status}")]
internal sealed class ModelNode
{
    /// <summary>Makes the node of an entry and those of all below it, in the state that they are in.</summary>
    internal ModelNode(TreeEntry entry, ModelNode? parent, bool isOriginal)
    {
        Entry = entry;
        Parent = parent;
        Status = entry.Status;
        Incarnation = entry.Incarnation;
        IsOriginal = isOriginal;
        if (entry.Supervisor is { } part)
        {
            Children.AddRange(part.Children.Select(child => new ModelNode(child, this, isOriginal)));
            RestartTimes.AddRange(part.RestartAges.Select(static age => -age));
        }
    }

    /// <summary>What does not change while it exists.</summary>
    internal TreeEntry Entry { get; }

    internal ModelNode? Parent { get; }

    internal string Path => Entry.Path;

    internal ChildInfo.State Status { get; set; }

    internal bool IsRunning => Status == ChildInfo.State.Running;

    internal int Incarnation { get; set; }

    /// <summary>True while it is in the state of the snapshot: its process, if it has one, is the one from there.</summary>
    internal bool IsOriginal { get; set; }

    /// <summary>In start order.</summary>
    internal List<ModelNode> Children { get; } = [];

    /// <summary>When the restarts were that still count; the snapshot was taken at zero.</summary>
    internal List<TimeSpan> RestartTimes { get; } = [];

    internal SupervisorOptions Options => Entry.Supervisor!.Options;

    internal bool IsDynamic => Entry.Supervisor is { IsDynamic: true };

    /// <summary>The node and all below it.</summary>
    internal IEnumerable<ModelNode> All() => Children.SelectMany(static child => child.All()).Prepend(this);

    /// <summary>The node as an entry of a snapshot at a time.</summary>
    internal TreeEntry ToEntry(TimeSpan now) => Entry with
    {
        Status = Status,
        Incarnation = Incarnation,
        Pid = IsOriginal ? Entry.Pid : Pid.None,
        Supervisor = Entry.Supervisor is { } part
            ? part with
            {
                Children = [.. Children.Select(child => child.ToEntry(now))],
                RestartAges = [.. RestartTimes.Select(time => now - time).Where(age => age <= part.Options.Period)],
            }
            : null,
    };
}
