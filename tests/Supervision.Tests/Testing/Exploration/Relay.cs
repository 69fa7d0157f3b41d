namespace Supervision.Tests.Testing.Exploration;

/// <summary>A server that passes numbers on, until it is broken.</summary>
internal abstract record Relay
{
    internal static Func<GenServer<Relay>> To(ServerRef<Cell> cell) => Server.Define<int, Relay>(
        static () => 0,
        (state, message, _) =>
        {
            if (message is not Pass pass)
            {
                throw new InvalidOperationException("broken");
            }

            cell.Cast(new Cell.Add(pass.Number));
            return state;
        });

    internal sealed record Pass(int Number) : Relay;

    internal sealed record Break : Relay;
}
