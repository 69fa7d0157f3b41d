namespace Supervision;

/// <summary>Ends the process that throws it, with a reason; thrown by the library into code whose process has been told to end.</summary>
/// <remarks>
/// <para>Throw it (or call <see cref="ProcessContext.Exit"/>) to leave a process from deep inside with a reason that is not a crash.
/// Code that is suspended in an operation of the library when its process is told to end gets it there, so that its
/// <c>finally</c> blocks run; every further operation throws it again.</para>
/// <para><b>OTP:</b> erlang:exit/1. Differs: in OTP a process that dies from a signal runs no more code.</para>
/// </remarks>
public sealed class ProcessExitException : Exception
{
    /// <summary>Creates the exception for a reason.</summary>
    /// <param name="reason">What the process ends with. Not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
    public ProcessExitException(ExitReason reason)
        : base($"The process ends: {reason ?? throw new ArgumentNullException(nameof(reason))}.") => Reason = reason;

    /// <summary>What the process ends with.</summary>
    public ExitReason Reason { get; }
}
