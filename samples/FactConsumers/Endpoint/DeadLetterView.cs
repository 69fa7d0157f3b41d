namespace FactConsumers;

/// <summary>A dead letter as it is listed.</summary>
internal sealed record DeadLetterView(long Id, string Queue, Fact Fact, string Reason, int Attempts, DateTimeOffset? HeldUntil)
{
    public static DeadLetterView Of(DeadLetterEntry<DeadFact> entry) =>
        new(entry.Id, entry.Message.Queue, entry.Message.Fact, entry.Reason, entry.Attempts, entry.HeldUntil);
}
