namespace Supervision;

/// <summary>A call has no reply. Left uncaught in a process it ends the process: whoever needs the server goes down with it.</summary>
/// <remarks><para><b>OTP:</b> the exit that gen_server:call/3 raises in the caller.</para></remarks>
public class CallFailedException : Exception
{
    internal CallFailedException(Pid target, CallFailure failure)
        : base(failure.Detail, (failure.Reason as ExitReason.Crashed)?.Error)
    {
        Target = target;
        Failure = failure;
    }

    /// <summary>The process that was called; <see cref="Pid.None"/> when nobody held the name.</summary>
    public Pid Target { get; }

    /// <summary>Why there is no reply.</summary>
    public CallFailure Failure { get; }

    /// <summary>The server's exit reason when it ended; otherwise the cause as a reason, such as <c>timeout</c>.</summary>
    public ExitReason Reason => Failure.Reason;
}
