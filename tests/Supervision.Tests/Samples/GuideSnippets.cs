using Microsoft.Extensions.Logging;
using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>The code of the test kit's README, where it compiles and runs. <see cref="GuideTests"/> compares the texts.</summary>
public static class GuideSnippets
{
    // 1
    public static async Task Counter_counts(TestProcess test)
    {
        ServerRef<Add> counter = await test.StartSupervisedAsync(() => new Counter());

        Assert.Equal(1, await counter.CallAsync(new Add(1)));
        Assert.Equal(3, await counter.CallAsync(new Add(2)));
    }

    // 2
    public static async Task Unpaid_order_expires_after_half_an_hour(TestProcess test)
    {
        ServerRef<OrderMessage> order = await test.StartSupervisedAsync(() => new Order(default));

        await test.DelayAsync(TimeSpan.FromMinutes(29));          // takes no time
        Assert.Equal("open", await order.CallAsync(new OrderMessage.State()));
        await test.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("expired", await order.CallAsync(new OrderMessage.State()));
    }

    // 3
    public static async Task Refused_card_leaves_the_order_open(TestProcess test)
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<OrderMessage> order = await test.StartSupervisedAsync(() => new Order(bank.Ref));

        order.Cast(new OrderMessage.Pay(20));
        await bank.AnswerAsync((BankMessage.Charge charge) => charge.Amount < 10);

        Assert.Equal("open", await order.CallAsync(new OrderMessage.State()));
        await bank.ExpectNothingAsync();                          // exact: nothing more can happen
    }

    // 4
    public static async Task Order_comes_back_after_a_crash(TestProcess test)
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<OrderMessage> order = await test.StartSupervisedAsync(() => new Order(bank.Ref));

        order.Cast(new OrderMessage.Pay(20));
        await bank.ExpectAsync<BankMessage.Charge>();
        await bank.EndAsync(new ExitReason.Custom("bank_is_down"));   // the call fails, and with it the order

        order = await test.ExpectRestartAsync(order);
        await test.ExpectLogAsync(LogLevel.Error, "bank_is_down");
        Assert.Equal("open", await order.CallAsync(new OrderMessage.State()));
    }

    // 5
    public static async Task No_schedule_loses_an_order(TestProcess test)
    {
        ServerRef<Add> sold = await test.StartSupervisedAsync(() => new Counter());
        for (int customer = 0; customer < 3; customer++)
        {
            ChildSpec buys = ChildSpec.Process($"customer-{customer}", async _ => await sold.CallAsync(new Add(1)));
            await test.StartSupervisedAsync(buys with { Restart = Restart.Temporary });
        }

        await test.IdleAsync();
        Assert.Equal(3, await sold.CallAsync(new Add(0)));
    }

    // Fails, and the guide shows how.
    public static async Task Two_sales_leave_eight(TestProcess test)
    {
        ServerRef<StockMessage> stock = await test.StartSupervisedAsync(() => new Stock(10));
        for (int customer = 0; customer < 2; customer++)
        {
            ChildSpec buys = ChildSpec.Process($"customer-{customer}", async _ =>
            {
                int left = await stock.CallAsync(new StockMessage.Count());
                stock.Cast(new StockMessage.Set(left - 1));           // and if somebody has bought meanwhile?
            });
            await test.StartSupervisedAsync(buys with { Restart = Restart.Temporary });
        }

        await test.IdleAsync();
        Assert.Equal(8, await stock.CallAsync(new StockMessage.Count()));
    }

    public static async Task Bank_is_asked_for_more(TestProcess test)
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>("bank");
        ServerRef<OrderMessage> order = await test.StartSupervisedAsync(() => new Order(bank.Ref), id: "order");

        order.Cast(new OrderMessage.Pay(20));
        await bank.ExpectAsync<BankMessage.Charge>(charge => charge.Amount > 20, TimeSpan.FromSeconds(1));
    }

    public static async Task Somebody_stays(TestProcess test)
    {
        test.Spawn(async context => await context.ReceiveAsync<string>());
        await test.IdleAsync();
    }

    public static void All(ITestOutputHelper output)
    {
        Simulation.ExploreAll(No_schedule_loses_an_order, new() { Output = output.WriteLine });
    }

    public static async Task RealAsync()
    {
        await TestRuntime.RunAsync(Counter_counts);
    }

    public static void Options()
    {
        Simulation.Test(Counter_counts, new SimulationOptions { CheckMessages = true, Output = Console.WriteLine });
    }

    public abstract record StockMessage
    {
        public sealed record Count : StockMessage, ICall<StockMessage, int>;
        public sealed record Set(int Left) : StockMessage;
    }

    internal sealed class Stock(int left) : GenServer<StockMessage>
    {
        private int _left = left;

        protected override ValueTask HandleAsync(StockMessage message)
        {
            switch (message)
            {
                case StockMessage.Count count:
                    Reply(count, _left);
                    break;
                case StockMessage.Set set:
                    _left = set.Left;
                    break;
            }

            return default;
        }
    }

    internal sealed record Add(int Amount) : ICall<Add, int>;

    internal sealed class Counter : GenServer<Add>
    {
        private int _count;

        protected override ValueTask HandleAsync(Add add)
        {
            Reply(add, _count += add.Amount);
            return default;
        }
    }

    public abstract record BankMessage
    {
        public sealed record Charge(decimal Amount) : BankMessage, ICall<BankMessage, bool>;
    }

    public abstract record OrderMessage
    {
        public sealed record Pay(decimal Amount) : OrderMessage;
        public sealed record State : OrderMessage, ICall<OrderMessage, string>;
        public sealed record Expire : OrderMessage;
    }

    internal sealed class Order(ServerRef<BankMessage> bank) : GenServer<OrderMessage>
    {
        private string _state = "open";

        protected override ValueTask<InitResult> InitAsync()
        {
            Context.SendAfter(TimeSpan.FromMinutes(30), Self, new OrderMessage.Expire());
            return new(InitResult.Ok);
        }

        protected override async ValueTask HandleAsync(OrderMessage message)
        {
            switch (message)
            {
                case OrderMessage.Pay pay when await bank.CallAsync(new BankMessage.Charge(pay.Amount)):
                    _state = "paid";
                    break;
                case OrderMessage.State state:
                    Reply(state, _state);
                    break;
                case OrderMessage.Expire when _state == "open":
                    _state = "expired";
                    break;
            }
        }
    }
}

/// <summary>The guide's tests as xunit runs them.</summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    [Fact]
    public void Counter_counts() => Simulation.Test(GuideSnippets.Counter_counts);

    [Fact]
    public void Unpaid_order_expires() => Simulation.Test(GuideSnippets.Unpaid_order_expires_after_half_an_hour);

    [Fact]
    public void Refused_card() => Simulation.Test(GuideSnippets.Refused_card_leaves_the_order_open, new() { Output = output.WriteLine });

    [Fact]
    public void Crash() => Simulation.Test(GuideSnippets.Order_comes_back_after_a_crash);

    [Fact]
    public void No_order_is_lost() => Simulation.Explore(GuideSnippets.No_schedule_loses_an_order, new() { Output = output.WriteLine });

    [Fact]
    public Task Counter_counts_for_real() => TestRuntime.RunAsync(GuideSnippets.Counter_counts);
}
