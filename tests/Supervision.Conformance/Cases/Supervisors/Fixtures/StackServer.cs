namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The stack of Elixir's suites.</summary>
internal sealed class StackServer(params string[] initial) : GenServer<StackServer.Message>
{
    private readonly Stack<string> _items = new(initial.Reverse());

    protected override ValueTask HandleAsync(Message message)
    {
        switch (message)
        {
            case Pop pop:
                Reply(pop, _items.TryPop(out string? top) ? top : null);
                break;
            case Push push:
                _items.Push(push.Item);
                break;
            case Halt:
                Stop(ExitReason.Normal);
                break;
        }

        return default;
    }

    internal abstract record Message;

    internal sealed record Pop : Message, ICall<Message, string?>;

    internal sealed record Push(string Item) : Message;

    internal sealed record Halt : Message;
}
