using System.Collections.Immutable;
using System.Threading.Channels;
using Supervision.Testing;
using static Supervision.Tests.Samples.GuideSnippets;

namespace Supervision.Tests.Samples;

/// <summary>The examples in the documentation of the blocks around the tree, as tests.</summary>
internal static class BlockExamples
{
    internal static async Task BackoffAsync(TestProcess test)
    {
        int connects = 0;
        Backoff backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        await test.StartSupervisedAsync(ChildSpec.Process("feed", FeedAsync) with { Backoff = backoff });

        for (int attempt = 1; !TryConnect(); attempt++)
        {
            await test.DelayAsync(backoff.DelayOf(attempt, test.Runtime));
        }

        Assert.Equal(3, connects);

        bool TryConnect() => ++connects == 3;
        static async Task FeedAsync(ProcessContext process) => await process.ReceiveAsync<string>();
    }

    internal static async Task AgentAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(Agent.Child("hits", static () => ImmutableDictionary<string, int>.Empty, new() { Name = "hits" }));
        AgentRef<ImmutableDictionary<string, int>> hits = AgentRef<ImmutableDictionary<string, int>>.ForName(test.Runtime, "hits");

        await hits.UpdateAsync(static all => all.SetItem("/", all.GetValueOrDefault("/") + 1));
        int before = await hits.GetAndUpdateAsync(static all => (all["/"], all.SetItem("/", 0)));
        int now = await hits.GetAsync(static all => all["/"]);

        Assert.Equal((1, 0), (before, now));
    }

    internal static async Task UniqueRegistryAsync(TestProcess test)
    {
        UniqueRegistry<int, string> devices = new(test.Runtime);
        await test.StartSupervisedAsync(ChildSpec.Process("device 17", async device =>
        {
            if (devices.TryRegister(device, 17, "thermometer", out _))
            {
                await device.ReceiveAsync<string>();
            }
        }));
        await test.IdleAsync();

        Pid device17 = devices.Find(17);
        bool isKnown = devices.TryGet(17, out RegistryEntry<int, string> found);

        Assert.True(isKnown && device17.IsAlive);
        Assert.Equal(new RegistryEntry<int, string>(17, device17, "thermometer"), found);
    }

    internal static async Task DuplicateRegistryAsync(TestProcess test)
    {
        DuplicateRegistry<string, string> subjects = new(test.Runtime);
        List<string> heard = [];
        string[] names = ["ann", "bob"];
        foreach (string name in names)
        {
            ChildSpec reads = ChildSpec.Process(name, async reader =>
            {
                subjects.Register(reader, "weather", name);
                heard.Add(name + ": " + await reader.ReceiveAsync<string>());
            });
            await test.StartSupervisedAsync(reads with { Restart = Restart.Temporary });
        }

        await test.IdleAsync();
        int told = subjects.Send("weather", "rain");

        await test.IdleAsync();
        Assert.Equal(2, told);
        Assert.Equal(["ann: rain", "bob: rain"], heard);
    }

    internal static async Task TasksAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
        TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");

        SupervisedTask<int> price = await tasks.RunAsync(test, AskPriceAsync);
        SupervisedTask<int> stock = await tasks.RunAsync(test, AskStockAsync);
        SupervisedTask<int> rating = await tasks.RunUnlinkedAsync(AskRatingAsync);

        int value = await price.WaitAsync() * await stock.WaitAsync();
        TaskOutcome<int>? perhaps = await rating.TryWaitAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(42, value);
        Assert.Null(perhaps);
        await rating.ShutdownAsync(test);

        static Task<int> AskPriceAsync(ProcessContext task) => Task.FromResult(6);
        static Task<int> AskStockAsync(ProcessContext task) => Task.FromResult(7);
        static async Task<int> AskRatingAsync(ProcessContext task)
        {
            await task.DelayAsync(TimeSpan.FromMinutes(1));
            return 5;
        }
    }

    internal static async Task PartitionsAsync(TestProcess test)
    {
        PartitionSupervisor carts = new("carts", 4, static _ => ChildSpec.Server("cart", static () => new Counter()));
        await test.StartSupervisedAsync(carts.Child);

        ServerRef<Add> cart = ServerRef<Add>.ForPid(carts.Find("ann"));
        int items = await cart.CallAsync(new Add(1));

        Assert.Equal(1, items);
    }

    internal static async Task BreakerAsync(TestProcess test)
    {
        CircuitBreaker breaker = new(test.Runtime, "sql", new()
        {
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(10),
            LatencyTarget = TimeSpan.FromMilliseconds(300),
            Backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        });
        await test.StartSupervisedAsync(breaker.OpenWhileDown(ChildSpec.Server("sql", static () => new Counter(), new() { Name = "sql" })));
        ServerRef<Add> sql = ServerRef<Add>.ForName(test.Runtime, "sql");

        CallResult<int> rows = await breaker.TryCallAsync(sql, new Add(1));
        TimeSpan? wait = rows.Failure?.RetryAfter;

        Assert.Equal(1, rows.Reply);
        Assert.Null(wait);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    internal static async Task DeadLettersAsync(TestProcess test)
    {
        bool isMended = false;
        Func<ProcessContext, string, Task> handle = (_, order) => isMended || order != "?" ? Task.CompletedTask : throw new FormatException(order);
        await test.StartSupervisedAsync(DeadLetterQueue.Child<string>("dead orders", new() { Requeue = handle }));
        DeadLetterQueueRef<string> dead = DeadLetterQueueRef<string>.ForName(test.Runtime, "dead orders");
        MessageConsumer<string> orders = new(handle, new() { MaxAttempts = 3, DeadLetters = dead });

        ConsumeResult unknown = await orders.ConsumeAsync(test, "?");
        ConsumeResult next = await orders.ConsumeAsync(test, "tea");
        IReadOnlyList<DeadLetterEntry<string>> waiting = await dead.ListAsync();

        isMended = true;
        RequeueResult mended = await dead.RequeueAsync(waiting[0].Id);

        Assert.Equal((ConsumeResult.DeadLettered, ConsumeResult.Handled), (unknown, next));
        Assert.IsType<RequeueResult.Done>(mended);
    }

    internal static async Task PoolAsync(TestProcess test)
    {
        SupervisorSpec tree = Supervisor.OneForOne("left", static left => left
            .Pool("sql", static () => new Counter(), new()
            {
                Size = 8,
                Queue = 200,
                WhenWorkerCrashes = InFlightPolicy.FailCaller,
            }));
        await test.StartSupervisedAsync(tree);
        PoolRef<Add> sql = PoolRef<Add>.ForName(test.Runtime, "sql");

        int rows = await sql.CallAsync(new Add(1));
        SendResult later = await sql.CastAsync(new Add(1));
        int workers = await sql.ResizeAsync(16);

        Assert.Equal((1, SendResult.Accepted, 16), (rows, later, workers));
    }

    internal static async Task GroupsAsync(TestProcess test)
    {
        ProcessGroups<string> groups = new(test.Runtime);
        List<string> heard = [];
        string[] names = ["manager", "device 17"];
        foreach (string name in names)
        {
            ChildSpec listens = ChildSpec.Process(name, async process =>
            {
                groups.Join(process, "config");
                heard.Add(name + ": " + await process.ReceiveAsync<string>());
            });
            await test.StartSupervisedAsync(listens with { Restart = Restart.Temporary });
        }

        await test.IdleAsync();
        int told = groups.Publish("config", "interval = 5");

        await test.IdleAsync();
        Assert.Equal(2, told);
        Assert.Equal(["manager: interval = 5", "device 17: interval = 5"], heard);
    }

    internal static async Task FeedAsync(TestProcess test)
    {
        Channel<Add> orders = Channel.CreateBounded<Add>(100);
        ChannelOutlet<string> results = new(100);
        await test.StartSupervisedAsync(results.Child("results"));
        ServerRef<Add> counter = await test.StartSupervisedAsync(static () => new Counter());
        await test.StartSupervisedAsync(ChannelFeed.Child("orders", orders.Reader, async (process, order) =>
        {
            int sum = await counter.CallAsync(order);
            results.Pid.Send($"sum {sum}");
        }));

        await orders.Writer.WriteAsync(new Add(1));
        await orders.Writer.WriteAsync(new Add(2));
        string first = await results.Reader.ReadAsync();
        string second = await results.Reader.ReadAsync();

        Assert.Equal(("sum 1", "sum 3"), (first, second));
    }

    internal static async Task OutletAsync(TestProcess test)
    {
        ProcessGroups<string> groups = new(test.Runtime);
        ChannelOutlet<string> news = new(capacity: 100, process => groups.Join(process, "news"));
        await test.StartSupervisedAsync(news.Child("news"));
        await test.IdleAsync();

        groups.Publish("news", "rain");
        string heard = await news.Reader.ReadAsync();
        news.Pid.Exit(ExitReason.Shutdown);
        bool hasMore = await news.Reader.WaitToReadAsync();

        Assert.Equal(("rain", false), (heard, hasMore));
    }

    internal static async Task ReconcilerAsync(TestProcess test)
    {
        Reconciler<string> devices = new("device-manager", "devices");
        devices.Put("17", "10.0.0.17");
        devices.Put("18", "10.0.0.18");
        await test.StartSupervisedAsync(Supervisor.RestForOne("right", right => right
            .Dynamic<string>("devices", StartDeviceAsync, device => device with { Restart = Restart.Temporary }, d => d.Named("devices"))
            .Child(devices.Child)));

        await test.EventuallyAsync(() => devices.List().All(device => device.Status == ReconciledChild.State.Running));
        devices.Remove("18");
        devices.Pause("17");

        await test.IdleAsync();
        Assert.Equal("17", Assert.Single(devices.List()).Key);

        static ValueTask<StartResult> StartDeviceAsync(StartContext context, string address) => context.StartProcessAsync(Bodies.Idle);
    }

    internal static async Task PrerequisiteAsync(TestProcess test)
    {
        SupervisorSpec shop = Supervisor.RestForOne("shop", shop => shop
            .Prerequisite("price-list", LoadPricesAsync)
            .Prerequisite("audit-log", ReachAuditLogAsync, new() { Interval = TimeSpan.FromSeconds(10) })
            .Server("till", () => new Counter())
            .Registration("announce", AnnounceAsync, WithdrawAsync));
        await test.StartSupervisedAsync(shop);

        Assert.Equal(["price-list", "audit-log", "till", "announce"], shop.Children.Select(static child => child.Id));

        static Task LoadPricesAsync(ProcessContext process) => Task.CompletedTask;
        static Task ReachAuditLogAsync(ProcessContext process) => Task.CompletedTask;
        static Task AnnounceAsync(ProcessContext process) => Task.CompletedTask;
        static Task WithdrawAsync(ProcessContext process) => Task.CompletedTask;
    }

    internal static async Task RegistrationAsync(TestProcess test)
    {
        ServiceRegistration shop = new("announce", AnnounceAsync, WithdrawAsync);
        await test.StartSupervisedAsync(Supervisor.RestForOne("root", root => root
            .Server("till", () => new Counter())
            .Child(shop.Child)));

        await test.EventuallyAsync(() => shop.IsRegistered);

        static Task AnnounceAsync(ProcessContext process) => Task.CompletedTask;
        static Task WithdrawAsync(ProcessContext process) => Task.CompletedTask;
    }

    internal static async Task StateMachineAsync(TestProcess test)
    {
        ServerRef<DoorMessage> door = await test.StartSupervisedAsync<DoorMessage>(() => new Door());

        ValueTask<string> welcome = door.CallAsync(new DoorMessage.Pass(), TimeSpan.FromMinutes(1));
        await test.DelayAsync(TimeSpan.FromSeconds(30));
        door.Cast(new DoorMessage.Code("1234"));

        Assert.Equal("welcome", await welcome);
        await test.DelayAsync(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<CallTimeoutException>(async () => await door.CallAsync(new DoorMessage.Pass()));
    }

    internal static async Task ApplicationsAsync(TestProcess test)
    {
        SupervisedApplication storage = new("storage", Supervisor.OneForOne("storage", s => s.Server("disk", () => new Counter())));
        SupervisedApplication shop = new("shop", Supervisor.OneForOne("shop", s => s.Server("till", () => new Counter())))
        {
            Type = ApplicationType.Permanent,
            DependsOn = [storage],
        };
        ApplicationSet program = new("program", [shop]);
        await test.StartSupervisedAsync(program.Spec);

        await program.StopAsync(test.Runtime, "shop");
        IReadOnlyList<string> started = await program.StartAsync(test.Runtime, "shop");

        Assert.Equal(["shop"], started);
        Assert.Equal(["storage", "shop"], program.Applications.Select(static application => application.Name));
    }

    internal enum DoorState
    {
        Locked = 0,
        Open,
    }

    internal abstract record DoorMessage
    {
        internal sealed record Code(string Text) : DoorMessage;

        internal sealed record Pass : DoorMessage, ICall<DoorMessage, string>;

        internal sealed record Lock : DoorMessage;
    }

    internal sealed class Door() : StateMachine<DoorState, DoorMessage>(DoorState.Locked)
    {
        protected override ValueTask EnterAsync(DoorState old, DoorState state)
        {
            SetStateTimeout(state == DoorState.Open ? TimeSpan.FromSeconds(10) : Timeout.InfiniteTimeSpan, new DoorMessage.Lock());
            return default;
        }

        protected override ValueTask HandleAsync(DoorState state, DoorMessage message)
        {
            switch (state, message)
            {
                case (DoorState.Locked, DoorMessage.Code { Text: "1234" }):
                    MoveTo(DoorState.Open);
                    break;
                case (DoorState.Locked, DoorMessage.Pass):
                    Postpone();
                    break;
                case (DoorState.Open, DoorMessage.Pass pass):
                    Reply(pass, "welcome");
                    break;
                case (DoorState.Open, DoorMessage.Lock):
                    MoveTo(DoorState.Locked);
                    break;
            }

            return default;
        }
    }
}
