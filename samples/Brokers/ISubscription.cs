namespace Brokers;

/// <summary>One consumer's end of a queue. To dispose it gives back all that was not acknowledged.</summary>
public interface ISubscription : IAsyncDisposable
{
    /// <summary>Tells the broker to forget a message. It is on its way when the call returns; the task tells that it was sent.</summary>
    Task AcknowledgeAsync(Delivery delivery);

    /// <summary>Gives a message back: it is delivered again, to anybody.</summary>
    Task RejectAsync(Delivery delivery);
}
