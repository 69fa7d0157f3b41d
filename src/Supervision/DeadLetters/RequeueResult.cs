namespace Supervision;

/// <summary>What became of a message that was to be handled again.</summary>
/// <remarks><para><b>OTP:</b> none.</para></remarks>
public abstract record RequeueResult
{
    private RequeueResult()
    {
    }

    /// <summary>It was handled and is not in the queue any more.</summary>
    public sealed record Done : RequeueResult;

    /// <summary>There is no such message.</summary>
    public sealed record NotFound : RequeueResult;

    /// <summary>Somebody else has it handled again just now.</summary>
    public sealed record Running : RequeueResult;

    /// <summary>It failed again, and waits in the queue with an attempt more.</summary>
    /// <param name="Reason">Why: what the process that handled it ended with; <c>no_requeue</c> when the queue has no
    /// <see cref="DeadLetterQueueOptions{T}.Requeue"/>, and then nothing was tried.</param>
    public sealed record Failed(ExitReason Reason) : RequeueResult;
}
