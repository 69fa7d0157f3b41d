namespace Supervision.Hosting;

/// <summary>The supervision tree did not start, so the host does not either. Nothing of the tree is left running.</summary>
public sealed class TreeStartException : Exception
{
    internal TreeStartException(string path, ExitReason reason, Exception inner)
        : base($"The supervision tree did not start. {path}: {Describe(reason)}", (reason as ExitReason.Crashed)?.Error ?? inner) =>
        (Path, Reason) = (path, reason);

    /// <summary>The child that did not start: the ids from the root to it, joined by slashes.</summary>
    public string Path { get; }

    /// <summary>Why it did not.</summary>
    public ExitReason Reason { get; }

    /// <summary>The child's own words, if it has any.</summary>
    internal static string Describe(ExitReason reason) => reason switch
    {
        ExitReason.Crashed(var error) => error.Message,
        ExitReason.Custom(_, string detail) => detail,
        _ => reason.ToString(),
    };

    /// <summary>Finds the child that a start failed at, for those who start a tree themselves.</summary>
    /// <param name="root">The id of the root.</param>
    /// <param name="failed">How its start ended.</param>
    /// <returns>The exception, not thrown.</returns>
    public static TreeStartException For(string root, StartFailedException failed)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(failed);
        string path = root;
        ExitReason reason = failed.Result is StartResult.Failed(var why) ? why : new ExitReason.Custom("already_started", failed.Message);
        while (reason is ExitReason.ShutdownWith(FailedToStartChild child))
        {
            path = $"{path}/{child.ChildId}";
            reason = child.Reason;
        }

        return new TreeStartException(path, reason, failed);
    }
}
