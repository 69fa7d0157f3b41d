namespace Supervision;

public abstract partial class GenServer<TMessage>
{
    /// <summary>Opens the protected members to the function of a small server.</summary>
    private protected sealed class FunctionContext(GenServer<TMessage> server) : ServerContext<TMessage>
    {
        public override ProcessContext Process => server.Context;

        public override TState Reply<TReply, TState>(ICall<TMessage, TReply> message, TReply reply, TState state)
        {
            server.Reply(message, reply);
            return state;
        }

        public override ReplyTo<TReply> TakeCaller<TReply>(ICall<TMessage, TReply> message) => server.TakeCaller(message);

        public override void Stop(ExitReason reason) => server.Stop(reason);
    }
}
