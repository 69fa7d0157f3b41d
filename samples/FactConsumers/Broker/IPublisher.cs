namespace FactConsumers;

/// <summary>A way into the queues of a broker.</summary>
internal interface IPublisher : IAsyncDisposable
{
    /// <summary>Puts a fact at the end of a queue.</summary>
    /// <returns>Completes when the broker has it.</returns>
    Task PublishAsync(string queue, Fact fact, CancellationToken cancellationToken);
}
