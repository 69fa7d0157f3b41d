namespace Programs;

/// <summary>What can be said to an endpoint. A closed set.</summary>
public abstract record EndpointMessage
{
    private EndpointMessage()
    {
    }

    /// <summary>Where it listens.</summary>
    public sealed record GetAddress : EndpointMessage, ICall<EndpointMessage, Uri>;

    /// <summary>Throw, to see what happens.</summary>
    public sealed record Crash : EndpointMessage;
}
