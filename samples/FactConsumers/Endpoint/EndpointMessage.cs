namespace FactConsumers;

/// <summary>What can be said to the endpoint. A closed set.</summary>
internal abstract record EndpointMessage
{
    private EndpointMessage()
    {
    }

    /// <summary>Where it listens.</summary>
    public sealed record GetAddress : EndpointMessage, ICall<EndpointMessage, Uri>;
}
