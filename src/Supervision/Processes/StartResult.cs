namespace Supervision;

/// <summary>How a start ended. A closed set.</summary>
/// <remarks><para><b>OTP:</b> what start_link and supervisor:start_child/2 return.</para></remarks>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>The process is initialised and runs.</summary>
    /// <param name="Pid">Its pid.</param>
    /// <param name="Info">What the start function wants to tell whoever asked for the start; null for nothing.</param>
    public sealed record Started(Pid Pid, object? Info = null) : StartResult;

    /// <summary>The process chose not to run; this is not an error.</summary>
    public sealed record Ignored : StartResult;

    /// <summary>The name, or the child id, is held by a running process.</summary>
    /// <param name="Pid">The holder.</param>
    public sealed record AlreadyStarted(Pid Pid) : StartResult;

    /// <summary>The start failed; nothing of it is left running and its name is free.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(ExitReason Reason) : StartResult;
}
