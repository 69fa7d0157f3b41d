namespace Supervision.Tests.Testing.Exploration;

/// <summary>A server that holds a number.</summary>
internal abstract record Cell
{
    internal static Func<GenServer<Cell>> Create { get; } = Server.Define<int, Cell>(
        static () => 0,
        static (state, message, context) => message switch
        {
            Get get => context.Reply(get, state, state),
            Put put => context.Reply(put, true, put.Number),
            Add add => state + add.Number,
            AddAndTell add => context.Reply(add, true, state + add.Number),
            _ => state,
        });

    internal sealed record Get : Cell, ICall<Cell, int>;

    internal sealed record Put(int Number) : Cell, ICall<Cell, bool>;

    internal sealed record Add(int Number) : Cell;

    internal sealed record AddAndTell(int Number) : Cell, ICall<Cell, bool>;
}
