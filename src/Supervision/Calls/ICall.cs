namespace Supervision;

/// <summary>Marks a message as a call and says what its reply is.</summary>
/// <typeparam name="TMessage">The message type of the server.</typeparam>
/// <typeparam name="TReply">The type of the reply.</typeparam>
/// <example><code>public sealed record Get : CounterMessage, ICall&lt;CounterMessage, int&gt;;</code></example>
/// <remarks><para><b>OTP:</b> a request of gen_server:call/2. Differs: the reply is typed.</para></remarks>
public interface ICall<in TMessage, TReply>
{
}
