namespace Supervision.Conformance.Cases.Servers;

/// <summary>What <see cref="StackServer"/> handles.</summary>
internal abstract record StackMessage
{
    /// <summary>Answered with the word on top, which is taken off.</summary>
    internal sealed record Pop : StackMessage, ICall<StackMessage, string>;

    /// <summary>Puts a word on top.</summary>
    internal sealed record Push(string Word) : StackMessage;

    /// <summary>Never answered.</summary>
    internal sealed record Keep : StackMessage, ICall<StackMessage, string>;
}

/// <summary>The server of Elixir's GenServer suite.</summary>
internal sealed class StackServer(params string[] words) : GenServer<StackMessage>
{
    private readonly Stack<string> _words = new(words);

    protected override ValueTask HandleAsync(StackMessage message)
    {
        switch (message)
        {
            case StackMessage.Pop pop:
                Reply(pop, _words.Pop());
                break;
            case StackMessage.Push push:
                _words.Push(push.Word);
                break;
            case StackMessage.Keep keep:
                TakeCaller(keep);
                break;
        }

        return default;
    }
}
