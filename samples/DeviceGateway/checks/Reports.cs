using System.Collections.Concurrent;
using System.Text.Json;
using Brokers;

namespace DeviceGateway.Checks;

/// <summary>Whoever reads the queue of readings: keeps which have come, and subscribes again when the broker was away.</summary>
internal sealed class Reports : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<(string Device, long Sequence), byte> _known = new();
    private readonly CancellationTokenSource _end = new();
    private readonly AmqpBroker _broker;
    private readonly Task _reading;

    public Reports(string url)
    {
        _broker = new AmqpBroker(new Uri(url), "checks", [QueueNames.Config, QueueNames.Readings]);
        _reading = ReadAsync();
    }

    /// <summary>How many different readings have come.</summary>
    public int Count => _known.Count;

    /// <summary>True when all up to these numbers have come.</summary>
    public bool Has(IReadOnlyDictionary<string, long> last) =>
        last.All(device => Enumerable.Range(1, (int)device.Value).All(sequence => _known.ContainsKey((device.Key, sequence))));

    /// <summary>Asks the gateway for a change, over the queue.</summary>
    public async Task ChangeAsync(string text)
    {
        await using IPublisher publisher = await _broker.OpenPublisherAsync(_end.Token);
        await publisher.PublishAsync(QueueNames.Config, new BrokerMessage("", text), _end.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using CancellationTokenRegistration asked = _end.Token.Register(() => lost.TrySetResult());
            try
            {
                ISubscription? subscription = null;
                var opened = new TaskCompletionSource<ISubscription>(TaskCreationOptions.RunContinuationsAsynchronously);
                subscription = await _broker.SubscribeAsync(QueueNames.Readings, delivery => _ = TakeAsync(opened.Task, delivery), _ => lost.TrySetResult(), _end.Token);
                opened.SetResult(subscription);
                await using (subscription)
                {
                    await lost.Task;
                }
            }
            catch (Exception away) when (away is not OutOfMemoryException)
            {
                // It is stopped now and then; that is what the checks are for.
                await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TakeAsync(Task<ISubscription> opened, Delivery delivery)
    {
        foreach (Reading reading in JsonSerializer.Deserialize(delivery.Message.Text, GatewayJson.Plain.IReadOnlyListReading)!)
        {
            _known.TryAdd((reading.DeviceId, reading.Sequence), 0);
        }

        try
        {
            await (await opened).AcknowledgeAsync(delivery);
        }
        catch (Exception away) when (away is not OutOfMemoryException)
        {
            // Then it comes again.
        }
    }
}
