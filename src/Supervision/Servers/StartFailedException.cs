namespace Supervision;

/// <summary>A server or supervisor did not start. The inner exception is what was thrown at the bottom of it, if anything was: by the child of a child, perhaps.</summary>
public sealed class StartFailedException : Exception
{
    internal StartFailedException(string what, StartResult result, Exception? cause = null)
        : base(Text(what, result), cause ?? ((result as StartResult.Failed)?.Reason as ExitReason.Crashed)?.Error) => Result = result;

    /// <summary>How the start ended instead.</summary>
    public StartResult Result { get; }

    private static string Text(string what, StartResult result) => result switch
    {
        StartResult.Ignored => $"{what} did not start: its initialisation answered Ignore.",
        StartResult.AlreadyStarted already => $"{what} did not start: its name is held by {already.Pid}.",
        StartResult.Failed failed => $"{what} did not start: {failed.Reason}.",
        _ => $"{what} did not start.",
    };
}
