using System.Diagnostics;

namespace Supervision.Trees;

/// <summary>What others do to a tree.</summary>
internal sealed partial class TreeRules
{
    /// <summary>Plays an action and all that follows from it.</summary>
    internal void Play(TreeAction action)
    {
        switch (action)
        {
            case TreeAction.Kill kill:
                Kill(Running(kill.Path));
                break;
            case TreeAction.End end:
                if (Running(end.Path) is { } ending)
                {
                    End(ending, end.Reason, isKilled: false);
                }

                break;
            case TreeAction.Signal signal:
                Signal(Running(signal.Path), signal.Reason);
                break;
            case TreeAction.FailStarts fail:
                PlanStarts(fail);
                break;
            case TreeAction.Wait wait:
                Now += wait.Time;
                break;
            default:
                Ask(action);
                break;
        }

        RetryFailedRestarts();
    }

    /// <summary>Tries again what is due by now.</summary>
    internal void Retry() => RetryFailedRestarts();

    /// <summary>The node at a path; null when there is none.</summary>
    internal ModelNode? Find(string path) => Root.IsRunning || path == Root.Path
        ? Root.All().FirstOrDefault(node => node.Path == path)
        : null;

    private ModelNode? Running(string path) => Find(path) is { IsRunning: true } node ? node : null;

    private void Kill(ModelNode? node)
    {
        if (node is not null)
        {
            End(node, ExitReason.Killed, isKilled: true);
        }
    }

    /// <summary>R3, the signals of strangers.</summary>
    private void Signal(ModelNode? node, ExitReason reason)
    {
        if (reason == ExitReason.Kill)
        {
            Kill(node);
        }
        else if (node is { Entry: { TrapsExits: false, Type: ChildType.Worker } } && reason != ExitReason.Normal)
        {
            End(node, reason, isKilled: true);
        }
    }

    /// <summary>R8. What a supervisor does on request; nothing of it is counted, and nothing touches siblings.</summary>
    private void Ask(TreeAction action)
    {
        switch (action)
        {
            case TreeAction.Terminate terminate when Child(terminate.Path) is { } child:
                Stop(child);
                Retire(child.Parent!, child);
                break;
            case TreeAction.RestartChild restart when Child(restart.Path) is { Status: ChildInfo.State.Stopped } child:
                if (!Start(child))
                {
                    Retire(child.Parent!, child);
                }

                break;
            case TreeAction.Delete delete when Child(delete.Path) is { Status: ChildInfo.State.Stopped } child:
                child.Parent!.Children.Remove(child);
                break;
            case TreeAction.Add add when Running(add.Parent) is { Entry.Supervisor: not null } supervisor:
                Add(supervisor, add.Spec);
                break;
            case TreeAction.Terminate or TreeAction.RestartChild or TreeAction.Delete or TreeAction.Add:
                break;
            default:
                throw new UnreachableException();
        }
    }

    private ModelNode? Child(string path) => Find(path) is { Parent: { IsRunning: true } } child ? child : null;

    private void Add(ModelNode supervisor, ChildSpec spec)
    {
        if (supervisor.Children.Exists(child => child.Entry.Id == spec.Id))
        {
            return;
        }

        TreeEntry entry = supervisor.IsDynamic
            ? Replaced(supervisor.Entry.Supervisor!.Declared[0], supervisor.Path, spec.Id)
            : DeclaredTree.Child(spec, supervisor.Path, spec.Id);
        ModelNode child = new(entry, supervisor, isOriginal: false);
        supervisor.Children.Add(child);
        if (!Start(child))
        {
            supervisor.Children.Remove(child);
        }
    }

    /// <summary>A template as the child with this key: the paths of all that is declared below it change with its own.</summary>
    private static TreeEntry Replaced(TreeEntry template, string parent, string id)
    {
        string path = $"{parent}/{id}";
        return template with
        {
            Path = path,
            Id = id,
            Supervisor = template.Supervisor is { } part
                ? part with { Declared = [.. part.Declared.Select(child => Replaced(child, path, child.Id))] }
                : null,
        };
    }

    private void PlanStarts(TreeAction.FailStarts fail)
    {
        if (!_plannedStarts.TryGetValue(fail.Path, out Queue<bool>? starts))
        {
            _plannedStarts.Add(fail.Path, starts = new Queue<bool>());
        }

        for (int left = fail.After + fail.Count; left > 0; left--)
        {
            starts.Enqueue(left > fail.Count);
        }
    }
}
