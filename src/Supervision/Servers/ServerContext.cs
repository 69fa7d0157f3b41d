namespace Supervision;

/// <summary>What the function of a small server can do besides returning the next state.</summary>
/// <typeparam name="TMessage">The message type.</typeparam>
/// <remarks><para><b>From:</b> inside the server only.</para></remarks>
public abstract class ServerContext<TMessage>
    where TMessage : notnull
{
    private protected ServerContext()
    {
    }

    /// <summary>What the process can do.</summary>
    public abstract ProcessContext Process { get; }

    /// <summary>Answers the call that is being handled, and returns the next state, so that it can be the last expression.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="message">The message that is being handled.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="state">The next state.</param>
    /// <returns><paramref name="state"/>.</returns>
    /// <remarks><para><b>OTP:</b> <c>{reply, Reply, State}</c>; no difference.</para></remarks>
    public abstract TState Reply<TReply, TState>(ICall<TMessage, TReply> message, TReply reply, TState state);

    /// <summary>Takes the caller of the call that is being handled, to answer later.</summary>
    /// <typeparam name="TReply">The type of the reply.</typeparam>
    /// <param name="message">The message that is being handled.</param>
    /// <returns>Who waits.</returns>
    /// <remarks><para><b>OTP:</b> <c>From</c> and <c>noreply</c>; no difference.</para></remarks>
    public abstract ReplyTo<TReply> TakeCaller<TReply>(ICall<TMessage, TReply> message);

    /// <summary>Ends the server when the function has returned.</summary>
    /// <param name="reason">What it ends with.</param>
    /// <remarks><para><b>OTP:</b> the <c>stop</c> return; no difference.</para></remarks>
    public abstract void Stop(ExitReason reason);
}
