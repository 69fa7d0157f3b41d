namespace Supervision.Dashboard.Checks;

/// <summary>The part of the shop that crashes.</summary>
internal sealed class StockServer : GenServer<StockMessage>
{
    protected override ValueTask HandleAsync(StockMessage message) =>
        throw new InvalidOperationException(message is StockMessage.Break { Why: var why } ? why : "unknown");

    protected override object Describe() => new { Lamps = 7, Note = HostileNames.Markup };
}
