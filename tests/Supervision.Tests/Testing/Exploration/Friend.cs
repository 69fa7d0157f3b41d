namespace Supervision.Tests.Testing.Exploration;

/// <summary>A server that, when it is told to, asks another one.</summary>
internal abstract record Friend
{
    internal static Func<GenServer<Friend>> Create { get; } = Server.Define<int, Friend>(
        static () => new ValueTask<int>(0),
        static async (state, message, context) => message switch
        {
            Ask ask => await ask.Other.CallAsync(new Hello(), Timeout.InfiniteTimeSpan),
            Hello hello => context.Reply(hello, state + 1, state),
            _ => state,
        });

    internal sealed record Ask(ServerRef<Friend> Other) : Friend;

    internal sealed record Hello : Friend, ICall<Friend, int>;
}
