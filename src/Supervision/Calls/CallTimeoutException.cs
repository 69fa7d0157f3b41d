namespace Supervision;

/// <summary>No reply came in time. The server may still be working on the request; its late reply will be dropped.</summary>
/// <remarks><para><b>OTP:</b> the exit <c>{timeout, {gen_server, call, …}}</c>.</para></remarks>
public sealed class CallTimeoutException : CallFailedException
{
    internal CallTimeoutException(Pid target, CallFailure failure)
        : base(target, failure)
    {
    }
}
