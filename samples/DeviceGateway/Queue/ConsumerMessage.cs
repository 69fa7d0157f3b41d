using Brokers;

namespace DeviceGateway;

/// <summary>What a consumer hears. A closed set.</summary>
internal abstract record ConsumerMessage
{
    private ConsumerMessage()
    {
    }

    /// <summary>The broker has handed it something.</summary>
    public sealed record Delivered(int Subscription, Delivery Delivery) : ConsumerMessage;

    /// <summary>Nothing comes any more.</summary>
    public sealed record Lost(int Subscription, string Why) : ConsumerMessage;

    /// <summary>Its own: try again.</summary>
    public sealed record Connect : ConsumerMessage;
}
