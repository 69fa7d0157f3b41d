using Microsoft.Extensions.DependencyInjection;

namespace Supervision.Hosting.Tests.Children;

/// <summary>Servers with constructor injection, and references to them.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Server_GetsItsConstructorsParametersFromAScopeOfItsOwn()
    {
        await using TestHost host = await StartAsync();
        ServerRef<Ask> server = host.Services.GetRequiredService<ServerRef<Ask>>();

        string first = await server.CallAsync(new Ask.Which(), cancellationToken: TestContext.Current.CancellationToken);
        server.Cast(new Ask.Crash());
        await host.StartedAsync("root/asked", 2);
        string second = await server.CallAsync(new Ask.Which(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("connection 1", "connection 2"), (first, second));
        Assert.Contains("connection 1 disposed", host.Events.All);
        Assert.True(host.Events.All.ToList().IndexOf("connection 1 disposed") < host.Events.All.ToList().IndexOf("started root/asked 2"));
        Assert.DoesNotContain("connection 2 disposed", host.Events.All);
    }

    [Fact]
    public async Task ServerRefInAConstructor_SurvivesRestarts()
    {
        await using TestHost host = await StartAsync(static services => services.AddSingleton<Client>());
        Client client = host.Services.GetRequiredService<Client>();

        await client.Server.CallAsync(new Ask.Which(), cancellationToken: TestContext.Current.CancellationToken);
        client.Server.Cast(new Ask.Crash());
        await host.StartedAsync("root/asked", 2);

        Assert.Equal("connection 2", await client.Server.CallAsync(new Ask.Which(), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ServerRefInAHostedService_ReachesTheServer()
    {
        await using TestHost host = await StartAsync(null, static root => root.Loop("caller", static async (services, stopping) =>
        {
            string answer = await services.GetRequiredService<ServerRef<Ask>>().CallAsync(new Ask.Which(), cancellationToken: stopping);
            services.GetRequiredService<Events>().Say(answer);
            await Workers.UntilStoppedAsync(stopping);
        }));

        await host.Events.HeardAsync("connection 1");
    }

    [Fact]
    public async Task KeyedServerRefs_ReachServersThatShareAMessageType()
    {
        await using TestHost host = await StartAsync(static services => services.AddKeyedServerRef<Ask>("asked"));

        ServerRef<Ask> keyed = host.Services.GetRequiredKeyedService<ServerRef<Ask>>("asked");

        Assert.Equal(host.Services.GetRequiredService<ServerRef<Ask>>(), keyed);
    }

    [Fact]
    public void SecondServerRefOfAMessageType_IsRefused()
    {
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(
            static () => new ServiceCollection().AddServerRef<Ask>("one").AddServerRef<Ask>("two"));

        Assert.Contains("AddKeyedServerRef", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerWhoseConstructorCannotBeServed_IsNamed()
    {
        await using TestHost host = TestHost.Build(static tree => tree.OneForOne("root", static root => root.Server<Asked, Ask>("asked")));

        TreeStartException failed = await Assert.ThrowsAsync<TreeStartException>(() => host.Host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("root/asked", failed.Path);
        Assert.Contains(nameof(Connection), failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TreeWithoutAContainer_SaysWhatIsMissing()
    {
        await using var runtime = new ProcessRuntime();

        StartFailedException failed = await Assert.ThrowsAsync<StartFailedException>(
            () => runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root.Server<Asked, Ask>("asked"))));

        Assert.Contains("root/asked needs a container", failed.Message, StringComparison.Ordinal);
    }

    private static Task<TestHost> StartAsync(Action<IServiceCollection>? services = null, Action<SupervisorBuilder>? more = null) => TestHost.StartAsync(
        tree => tree.OneForOne("root", root =>
        {
            root.Server<Asked, Ask>("asked", new ServerOptions { Name = "asked" });
            more?.Invoke(root);
        }),
        collection =>
        {
            collection.AddScoped<Connection>().AddServerRef<Ask>("asked");
            services?.Invoke(collection);
        });

    private abstract record Ask
    {
        public sealed record Which : Ask, ICall<Ask, string>;

        public sealed record Crash : Ask;
    }

    private sealed class Client(ServerRef<Ask> server)
    {
        public ServerRef<Ask> Server => server;
    }

    private sealed class Connection : IDisposable
    {
        private readonly Events _events;
        private readonly int _number;

        public Connection(Events events)
        {
            _events = events;
            _number = events.All.Count(static text => text == "made") + 1;
            events.Say("made");
        }

        public override string ToString() => $"connection {_number}";

        public void Dispose() => _events.Say($"connection {_number} disposed");
    }

    private sealed class Asked(Connection connection) : GenServer<Ask>
    {
        protected override ValueTask HandleAsync(Ask message)
        {
            switch (message)
            {
                case Ask.Which which:
                    Reply(which, connection.ToString());
                    break;
                case Ask.Crash:
                    throw new InvalidOperationException("as asked");
            }

            return ValueTask.CompletedTask;
        }
    }
}
