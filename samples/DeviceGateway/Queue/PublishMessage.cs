namespace DeviceGateway;

/// <summary>What can be said to the pool of publishers. A closed set.</summary>
internal abstract record PublishMessage
{
    private PublishMessage()
    {
    }

    /// <summary>Put a text into a queue; answered when the broker has it.</summary>
    public sealed record Publish(string Queue, string Id, string Text) : PublishMessage, ICall<PublishMessage, Remote<bool>>;

    /// <summary>A publisher's own: try again.</summary>
    public sealed record Connect : PublishMessage;
}
