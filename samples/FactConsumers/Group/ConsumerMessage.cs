namespace FactConsumers;

/// <summary>What can be said to a consumer. A closed set.</summary>
internal abstract record ConsumerMessage
{
    private ConsumerMessage()
    {
    }

    /// <summary>The broker has delivered a fact.</summary>
    public sealed record Delivered(Delivery Delivery) : ConsumerMessage;

    /// <summary>The broker will deliver nothing any more.</summary>
    public sealed record Lost(string Why) : ConsumerMessage;
}
