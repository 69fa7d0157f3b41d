using Supervision.Calls;

namespace Supervision;

/// <summary>The one who waits for the reply to a call: a small value that may be kept, sent to other processes and answered from
/// anywhere, once.</summary>
/// <typeparam name="TReply">The type of the reply.</typeparam>
/// <remarks>
/// <para>If the server that took the caller ends before anybody has replied, the caller gets the server's exit reason.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> <c>From</c> of handle_call/3. Differs: a second reply is counted and ignored; in OTP it can become a stray
/// message.</para>
/// </remarks>
public readonly struct ReplyTo<TReply>
{
    private readonly CallNode<TReply>? _call;

    internal ReplyTo(CallNode<TReply>? call) => _call = call;

    /// <summary>False when nobody waits any more.</summary>
    internal bool IsAwaited => _call is { IsPending: true };

    /// <summary>Answers the caller, at once.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>False when nobody waits any more: answered before, timed out, ended, or the message was cast and has no caller. The
    /// reply is then counted and reported as a dead letter.</returns>
    /// <remarks><para><b>From:</b> any thread.</para><para><b>OTP:</b> gen_server:reply/2; no difference.</para></remarks>
    public bool Reply(TReply reply) => _call is not null && _call.Reply(reply);

    /// <summary>Tells the caller that there is no answer.</summary>
    internal void Fail(CallFailure failure) => _call?.TryFail(failure);
}
