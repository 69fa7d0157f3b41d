using Supervision;

namespace ItemsApi;

/// <summary>What can be said to the endpoint. A closed set.</summary>
internal abstract record EndpointMessage
{
    private EndpointMessage()
    {
    }

    /// <summary>Where it listens.</summary>
    public sealed record GetAddress : EndpointMessage, ICall<EndpointMessage, Uri>;

    /// <summary>Throw, to see what happens.</summary>
    public sealed record Crash : EndpointMessage;
}
