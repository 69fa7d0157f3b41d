using System.Diagnostics.CodeAnalysis;
using Supervision.Calls;

namespace Supervision;

/// <summary>A reply, or the failure of the call: exactly one of the two.</summary>
/// <typeparam name="TReply">The type of the reply.</typeparam>
public readonly struct CallResult<TReply>
{
    private readonly TReply _reply;
    private readonly Pid _target;

    internal CallResult(TReply reply)
    {
        _reply = reply;
        _target = default;
        Failure = null;
    }

    internal CallResult(Pid target, CallFailure failure)
    {
        _reply = default!;
        _target = target;
        Failure = failure;
    }

    /// <summary>Why there is no reply; null when there is one.</summary>
    public CallFailure? Failure { get; }

    /// <summary>True when there is a reply.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsReply => Failure is null;

    /// <summary>The reply.</summary>
    /// <exception cref="CallFailedException">There is none.</exception>
    [SuppressMessage("Design", "CA1065:Do not raise exceptions in unexpected locations", Justification = "As Task.Result: whoever reads it without asking says that there is one.")]
    public TReply Reply => Failure is null ? _reply : throw CallErrors.Failed(_target, Failure);

    /// <summary>The reply, if there is one.</summary>
    /// <param name="reply">The reply; the type's default value when there is none.</param>
    /// <returns>True when there is one.</returns>
    public bool TryGetReply([MaybeNullWhen(false)] out TReply reply)
    {
        reply = _reply;
        return Failure is null;
    }

    /// <summary>The reply; without one the calling process ends with the failure's reason: who needs the server goes down with it.</summary>
    /// <returns>The reply.</returns>
    /// <exception cref="ProcessExitException">There is none. Inside a process it ends that, with the reason that the server ended with, or the cause as a
    /// reason, such as <c>timeout</c>.</exception>
    /// <remarks><para><b>OTP:</b> matching the answer of gen_server:call/3 with the expected one, and nothing else.</para></remarks>
    public TReply OrCrash() => Failure is null ? _reply : throw new ProcessExitException(Failure.Reason);

    /// <summary>The text of the reply, or why there is none.</summary>
    public override string ToString() => Failure is null ? $"{_reply}" : Failure.Detail;
}
