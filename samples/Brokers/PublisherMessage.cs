namespace Brokers;

/// <summary>What can be said to the publisher. A closed set.</summary>
public abstract record PublisherMessage
{
    private PublisherMessage()
    {
    }

    /// <summary>Put a message into a queue; answered when the broker has it.</summary>
    public sealed record Publish(string Queue, BrokerMessage Message) : PublisherMessage, ICall<PublisherMessage, bool>;
}
