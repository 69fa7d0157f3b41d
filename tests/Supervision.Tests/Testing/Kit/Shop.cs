using Microsoft.Extensions.Logging;

namespace Supervision.Tests.Testing.Kit;

/// <summary>What the tests of the kit test: a shop that needs a bank.</summary>
internal sealed class Shop(ServerRef<BankMessage> bank, ILogger? logger = null) : GenServer<ShopMessage>
{
    protected override async ValueTask HandleAsync(ShopMessage message)
    {
        switch (message)
        {
            case ShopMessage.Buy buy:
                bool isPaid = await bank.CallAsync(new BankMessage.Withdraw(buy.Price));
                bank.Cast(new BankMessage.Note(isPaid ? "sold" : "refused"));
                Reply(buy, isPaid);
                break;
            case ShopMessage.Tell tell:
                bank.Cast(new BankMessage.Note(tell.Text));
                break;
            case ShopMessage.Break:
#pragma warning disable CA1848, CA1873 // One line in a test is not a hot path.
                logger?.LogWarning("about to break");
#pragma warning restore CA1848, CA1873
                throw new InvalidOperationException("the till is on fire");
            case ShopMessage.Hang:
                await Context.DelayAsync(Timeout.InfiniteTimeSpan);
                break;
        }
    }
}

public abstract record ShopMessage
{
    public sealed record Buy(int Price) : ShopMessage, ICall<ShopMessage, bool>;

    public sealed record Tell(string Text) : ShopMessage;

    public sealed record Break : ShopMessage;

    public sealed record Hang : ShopMessage, ICall<ShopMessage, bool>;
}

public abstract record BankMessage
{
    public sealed record Withdraw(int Amount) : BankMessage, ICall<BankMessage, bool>;

    public sealed record Note(string Text) : BankMessage;

    public sealed record Two : BankMessage, ICall<BankMessage, int>, ICall<BankMessage, string>;
}
