using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>A message that is changed after it was sent is found, and named down to the field.</summary>
public sealed class MessageCheckTests
{
    [Theory]
    [InlineData(Delivery.Instant)]
    [InlineData(Delivery.Pairwise)]
    public void Cast_SenderChangesAListInIt_NamesSenderReceiverAndField(Delivery delivery) => AssertFound(
        delivery,
        static (test, bank) =>
        {
            Order order = new([new OrderLine("tea", 1)], null, []);
            bank.Cast(order);
            order.Lines[0].Amount = 3;
            return Task.CompletedTask;
        },
        "The message Order from test body <1> to Probe<Order> <2> was changed after it was sent: Lines[0].Amount was 1 and is 3",
        "Next: send an immutable record, or a copy");

    [Fact]
    public void Cast_SenderAddsToAList_NamesItsCount() => AssertFound(
        Delivery.Instant,
        static (test, bank) =>
        {
            Order order = new([], null, []);
            bank.Cast(order);
            order.Lines.Add(new OrderLine("tea", 1));
            return Task.CompletedTask;
        },
        "Lines.Count was 0 and is 1");

    [Fact]
    public void Cast_SenderChangesBytesDeepDown_NamesTheirField() => AssertFound(
        Delivery.Pairwise,
        static (test, bank) =>
        {
            Order inner = new([], null, [1, 2, 3]);
            bank.Cast(new Order([], inner, []));
            inner.Data[1] = 9;
            return Task.CompletedTask;
        },
        "Next.Data was 3 elements (checksum");

    [Fact]
    public void Call_CallerChangesTheRequest_IsFound()
    {
        TestFailedException error = Assert.Throws<TestFailedException>(() => Simulation.Test(
            async test =>
            {
                Probe<Order> bank = test.Probe<Order>();
                Request request = new([]);
                ValueTask<int> asking = bank.Ref.CallAsync(request);
                request.Lines.Add(new OrderLine("tea", 1));
                await bank.AnswerAsync((Request _) => 1);
                await asking;
            },
            new SimulationOptions { CheckMessages = true }));

        Assert.Contains("The message Request from test body <1> to Probe<Order> <2> was changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reply_ServerGivesItsOwnListAndGoesOn_IsFoundInSomeOrder()
    {
        ScheduleFailedException error = Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(
            async test =>
            {
                ServerRef<Order> server = await test.StartSupervisedAsync(() => new Ledger(), id: "ledger");
                ValueTask<List<OrderLine>> asking = server.CallAsync(new Listing());
                server.Cast(new Order([], null, []));
                await asking;
            },
            new ExplorationOptions { CheckMessages = true, Schedules = 1000 }));

        Assert.Contains("The reply List`1 from test/ledger#1 <", error.Message, StringComparison.Ordinal);
        Assert.Contains("Count was 0 and is 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_UnchangedOrOnlySharedInWhatTheyPointTo_PassTheChecks() => Simulation.Test(
        async test =>
        {
            Probe<Order> bank = test.Probe<Order>();
            Cyclic cycle = new();
            cycle.Self = cycle;
            bank.Ref.Cast(cycle);
            bank.Ref.Cast(new Handles(test.Self, bank.Ref, () => cycle.Self = null, new Dictionary<string, int> { ["a"] = 1 }, new InvalidOperationException()));
            bank.Ref.Cast(new Order([new OrderLine("tea", 1)], null, [1]));

            await bank.ExpectAsync<Cyclic>();
            await bank.ExpectAsync<Handles>();
            await bank.ExpectAsync<Order>();
        },
        new SimulationOptions { CheckMessages = true });

    private static void AssertFound(Delivery delivery, Func<TestProcess, ServerRef<Order>, Task> send, params string[] says)
    {
        TestFailedException error = Assert.Throws<TestFailedException>(() => Simulation.Test(
            async test =>
            {
                Probe<Order> bank = test.Probe<Order>();
                await send(test, bank.Ref);
                await bank.ExpectAsync<Order>();
            },
            new SimulationOptions { CheckMessages = true, Delivery = delivery, Seed = delivery == Delivery.Pairwise ? 1u : null }));

        Assert.All(says, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    private record Order(List<OrderLine> Lines, Order? Next, byte[] Data);

    private sealed record Request(List<OrderLine> Lines) : Order(Lines, null, []), ICall<Order, int>;

    private sealed record Listing() : Order([], null, []), ICall<Order, List<OrderLine>>;

    private sealed record Handles(Pid Pid, ServerRef<Order> Server, Action Act, Dictionary<string, int> Map, Exception Error) : Order([], null, []);

    private sealed record Cyclic() : Order([], null, [])
    {
        public Cyclic? Self { get; set; }

        public override string ToString() => "a cycle";
    }

    private sealed class OrderLine(string item, int amount)
    {
        public string Item { get; } = item;

        public int Amount { get; set; } = amount;
    }

    /// <summary>Gives away what it goes on writing to.</summary>
    private sealed class Ledger : GenServer<Order>
    {
        private readonly List<OrderLine> _lines = [];

        protected override ValueTask HandleAsync(Order message)
        {
            if (message is Listing listing)
            {
                Reply(listing, _lines);
            }
            else
            {
                _lines.Add(new OrderLine("tea", 1));
            }

            return default;
        }
    }
}
