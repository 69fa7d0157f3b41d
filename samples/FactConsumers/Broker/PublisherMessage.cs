namespace FactConsumers;

/// <summary>What can be said to the publisher. A closed set.</summary>
internal abstract record PublisherMessage
{
    private PublisherMessage()
    {
    }

    /// <summary>Put a fact into a queue; answered when the broker has it.</summary>
    public sealed record Publish(string Queue, Fact Fact) : PublisherMessage, ICall<PublisherMessage, bool>;
}
