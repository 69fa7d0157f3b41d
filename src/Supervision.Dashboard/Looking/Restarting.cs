namespace Supervision.Dashboard.Looking;

/// <summary>A restart that a person asks for: the child is stopped in an orderly way and started again by its own supervisor. It does not count as
/// a restart there.</summary>
internal static class Restarting
{
    /// <summary>Only a declared child stays with its supervisor when it is stopped; a temporary one, and one of a dynamic supervisor, would be gone.</summary>
    internal static bool IsPossible(TreeSnapshot tree, TreeEntry node) => Parent(tree, node) is not null && node.Restart != Restart.Temporary;

    /// <summary>The supervisor above it; null for the root, and for children that dynamic supervisors have.</summary>
    internal static TreeEntry? Parent(TreeSnapshot tree, TreeEntry node) =>
        node.Path.Length > node.Id.Length && tree.Find(node.Path[..^(node.Id.Length + 1)]) is { Supervisor.IsDynamic: false } parent ? parent : null;

    /// <summary>Stops and starts a child.</summary>
    /// <returns>Completes with what went wrong; empty for nothing.</returns>
    internal static async Task<string> RunAsync(Pid supervisor, string child)
    {
        try
        {
            SupervisorRef parent = SupervisorRef.ForPid(supervisor);
            _ = await parent.TerminateChildAsync(child).ConfigureAwait(false);
            ChildResult started = await parent.RestartChildAsync(child).ConfigureAwait(false);
            return started is ChildResult.Started or ChildResult.Ignored ? "" : $"It was stopped and did not start again: {ShownText.Of(started, ShownText.Sentence)}";
        }
        catch (CallFailedException)
        {
            return "Its supervisor ended meanwhile.";
        }
    }
}
