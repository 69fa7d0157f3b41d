namespace Supervision;

/// <summary>A call that has no reply, as data.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Reason">What the caller would end with if it did not handle the failure: the server's own exit reason when it
/// ended.</param>
/// <param name="Detail">The same in words: what was called, where, and what is known of the server.</param>
/// <remarks><para><b>OTP:</b> the reason with which gen_server:call/3 exits.</para></remarks>
public sealed record CallFailure(CallFailureCause Cause, ExitReason Reason, string Detail)
{
    /// <summary>When it is worth trying again, from the failure on; null, the default, when nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
