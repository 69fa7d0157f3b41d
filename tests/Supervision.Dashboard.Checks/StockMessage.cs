namespace Supervision.Dashboard.Checks;

/// <summary>What the stock of the shop understands.</summary>
internal abstract record StockMessage
{
    /// <summary>It crashes with this message.</summary>
    public sealed record Break(string Why) : StockMessage;
}
