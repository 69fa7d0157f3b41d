namespace Supervision.Tests.Testing.Faults;

/// <summary>What can be said to a <see cref="ShopServer"/>.</summary>
public abstract record ShopMessage
{
    public sealed record Price(string Item) : ShopMessage, ICall<ShopMessage, int>;

    public sealed record Restock(string Item) : ShopMessage;

    public sealed record Handled : ShopMessage, ICall<ShopMessage, int>;
}

/// <summary>Asks a supplier, who is far away.</summary>
internal sealed class ShopServer : GenServer<ShopMessage>
{
    internal static readonly FaultPoint<int> Supplier = FaultPoint.Define<int>("supplier");
    internal static readonly FaultPoint Door = FaultPoint.Define("door");

    private int _handled;

    protected override async ValueTask HandleAsync(ShopMessage message)
    {
        switch (message)
        {
            case ShopMessage.Price price:
                _handled++;
                Reply(price, await Context.Runtime.Faults.HitAsync(Supplier, () => Task.FromResult(price.Item.Length), price.Item));
                break;
            case ShopMessage.Restock:
                await Context.Runtime.Faults.HitAsync(Door);
                break;
            case ShopMessage.Handled handled:
                Reply(handled, _handled);
                break;
        }
    }
}
