namespace FactConsumers;

/// <summary>Takes facts from one queue and integrates each, or dies: it tries nothing twice and goes on from nothing that it does not understand.</summary>
internal abstract class FactConsumer(string queue, GroupParts parts, ReplicaNames names, FactSeal seal, OwnedSubscription subscription)
    : GenServer<ConsumerMessage>
{
    private string Name => GetType().Name;

    /// <summary>Throws when a fact of a known kind cannot be integrated.</summary>
    protected abstract void Check(Fact fact);

    protected override async ValueTask<InitResult> InitAsync()
    {
        ServerRef<ConsumerMessage> self = SelfRef;
        await subscription.OpenAsync(
            queue,
            delivery => self.Cast(new ConsumerMessage.Delivered(delivery)),
            why => self.Cast(new ConsumerMessage.Lost(why)),
            Stopping);
        parts.Logger.ConsumerStarted(Name, queue);
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(ConsumerMessage message)
    {
        switch (message)
        {
            case ConsumerMessage.Delivered(var delivery) when seal.IsBroken:
                await GiveBackAsync(delivery);
                break;
            case ConsumerMessage.Delivered(var delivery):
                await ConsumeAsync(delivery);
                break;
            case ConsumerMessage.Lost(var why):
                throw new IOException($"The broker is gone: {why}");
        }
    }

    private async ValueTask ConsumeAsync(Delivery delivery)
    {
        Fact fact = FactText.OfMessage(delivery.Message);
        try
        {
            await IntegrateAsync(fact);
        }
        catch (Exception error) when (!Stopping.IsCancellationRequested)
        {
            // Before anybody can hear of this death.
            seal.Break();
            parts.Logger.FactFailed(Name, fact.Id, error.Message);
            throw;
        }

        if (seal.TryAcknowledge(() => subscription.AcknowledgeAsync(delivery), out Task sent))
        {
            await sent;
        }
        else
        {
            await GiveBackAsync(delivery);
        }
    }

    private async ValueTask IntegrateAsync(Fact fact)
    {
        if (parts.Slow > TimeSpan.Zero)
        {
            await Context.DelayAsync(parts.Slow);
        }

        if (!parts.Vocabulary.KnowsKind(queue, fact.Kind))
        {
            await PutAsideAsync(fact);
            return;
        }

        Check(fact);
        bool isNew = await names.Guide(Context.Runtime).CallAsync(new GuideMessage.Integrate(fact), cancellationToken: Stopping);
        parts.Logger.FactIntegrated(Name, fact.Id, isNew ? "" : " again, which changes nothing");
    }

    /// <summary>Nobody here has opted in for it: it waits for a person, and is acknowledged when it is kept.</summary>
    private async ValueTask PutAsideAsync(Fact fact)
    {
        SendResult kept = await names.DeadLetters(Context.Runtime).AddAsync(new DeadFact(queue, fact), $"nobody knows the kind '{fact.Kind}'");
        if (kept != SendResult.Accepted)
        {
            throw new FactFailedException($"The dead letters do not take it: {kept}.");
        }

        parts.Logger.FactPutAside(Name, fact.Id, fact.Kind);
    }

    /// <summary>Another replica can have it now, and need not wait until order 66 has come here.</summary>
    private async ValueTask GiveBackAsync(Delivery delivery)
    {
        parts.Logger.FactGivenBack(Name, delivery.Message.Id);
        await subscription.RejectAsync(delivery);
        Stop(ExitReason.Shutdown);
    }
}
