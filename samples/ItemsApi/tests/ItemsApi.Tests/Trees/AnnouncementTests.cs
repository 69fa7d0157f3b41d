using Supervision;

namespace ItemsApi.Tests;

/// <summary>The registration on the right: nobody is sent to a program that cannot serve.</summary>
public sealed class AnnouncementTests : TreeTestBase
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private readonly List<string> _history = [];
    private TimeSpan _slowOpen;

    [Fact]
    public async Task Start_AllIsThere_IsAnnouncedOnceItIsStable()
    {
        await StartAsync(Tree());
        Simulation.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Empty(_history);

        Simulation.Advance(Settled);

        Assert.Equal(["announced"], _history);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Repository_Killed_IsWithdrawnBeforeItsStoreOpensAgainAndAnnouncedAfter(ulong seed)
    {
        Draw(seed);
        await StartAsync(Tree());
        Simulation.Advance(Settled);
        _history.Clear();

        Find(Names.Repository).Exit(ExitReason.Kill);
        Simulation.Advance(Settled);

        Assert.Equal(["withdrawn", "opened", "announced"], _history);
    }

    [Fact]
    public async Task Repository_OpensSlowly_IsNotAnnouncedMeanwhile()
    {
        _slowOpen = TimeSpan.FromSeconds(5);
        Task<SupervisorRef> start = StartAsync(Tree());
        Simulation.Advance(TimeSpan.FromSeconds(5) + Settled);
        await start;
        _history.Clear();

        Find(Names.Repository).Exit(ExitReason.Kill);
        Simulation.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["withdrawn", "opened"], _history);
    }

    [Fact]
    public async Task Stop_IsWithdrawnBeforeTheEndpointStops()
    {
        SupervisorRef root = await StartAsync(Tree());
        Simulation.Advance(Settled);
        _history.Clear();

        Task<ExitReason> stop = root.StopAsync(ExitReason.Shutdown);
        Simulation.Advance(Settled);

        Assert.Equal(ExitReason.Shutdown, await stop);
        Assert.Equal(["withdrawn", "endpoint stopped"], _history);
    }

    [Fact]
    public async Task Readiness_Killed_IsAnnouncedStill()
    {
        await StartAsync(Tree());
        Simulation.Advance(Settled);

        Find(Names.Readiness).Exit(ExitReason.Kill);
        Simulation.Advance(Settled);

        Assert.Equal("announced", _history[^1]);
    }

    private SupervisorSpec Tree() => ItemsTree.Build(Parts with
    {
        Stores = new History(_history, Stores),
        Announcer = new History(_history, Stores),
        SlowOpen = _slowOpen,
        Endpoint = ChildSpec.Server("endpoint", () => new Endpoint(_history), new ServerOptions { Name = Names.Endpoint, TrapExits = true }),
    });

    /// <summary>Writes down, in their order, what is done to the outside. The first opening, which belongs to the start, is left out.</summary>
    private sealed class History(List<string> history, MemoryStores stores) : IAnnouncer, IItemStoreFactory
    {
        public string Place => stores.Place;

        public Task AnnounceAsync(Uri address) => NoteAsync("announced");

        public Task WithdrawAsync() => NoteAsync("withdrawn");

        public Task CheckAsync(CancellationToken cancellationToken) => stores.CheckAsync(cancellationToken);

        public Task<IItemStore> OpenAsync(CancellationToken cancellationToken)
        {
            if (stores.Opened > 0)
            {
                history.Add("opened");
            }

            return stores.OpenAsync(cancellationToken);
        }

        private Task NoteAsync(string what)
        {
            history.Add(what);
            return Task.CompletedTask;
        }
    }

    private sealed class Endpoint(List<string> history) : GenServer<EndpointMessage>
    {
        protected override ValueTask HandleAsync(EndpointMessage message)
        {
            if (message is EndpointMessage.GetAddress get)
            {
                Reply(get, new Uri("http://127.0.0.1:1"));
            }

            return default;
        }

        protected override ValueTask TerminateAsync(ExitReason reason)
        {
            history.Add("endpoint stopped");
            return default;
        }
    }
}
