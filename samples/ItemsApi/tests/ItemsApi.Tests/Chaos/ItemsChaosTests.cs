using System.Net.Http.Json;
using Supervision;
using Supervision.Testing;

namespace ItemsApi.Tests;

/// <summary>The whole tree under chaos: whoever is killed, no acknowledged item is lost, and the next item is stored again soon.</summary>
public sealed class ItemsChaosTests
{
    private const int Hang = 120_000;

    [Fact]
    public void Tree_KillsBetweenAnyTwoSteps_LoseNoAcknowledgedItem()
    {
        Users users = new();

        ChaosReport report = ChaosTest.Explore(
            _ => users.NewTree(),
            new ChaosOptions
            {
                Kinds = [ChaosKind.Kill, ChaosKind.Kill, ChaosKind.Crash],
                Plans = 15,
                Length = 5,
                Load = users.PostAsync,
                LoadProcesses = 2,
                SteadyState = users.FindAllAsync,
            });

        Assert.True(report.Strikes > report.Schedules, report.ToString());
    }

    [Fact]
    public void Tree_MailsThatFail_TakeNoOtherSupervisorWithThem()
    {
        Users users = new();

        ChaosTest.Explore(
            _ => users.NewTree(),
            new ChaosOptions
            {
                Kinds = [ChaosKind.Kill, ChaosKind.Fault],
                Filter = ChaosFilter.Under("items-api/mail/mailer"),
                Faults = [new ChaosFault("mails fail", _ => users.Mails.Fails = new IOException("refused"))],
                Plans = 5,
                Load = users.PostAsync,
                SteadyState = users.FindAllAsync,
            }.Catastrophic("mailer"));
    }

    [Fact(Timeout = Hang)]
    public async Task Program_WorkersKilledWhileClientsPost_LosesNoAcknowledgedItem()
    {
        await using RunningApi api = await RunningApi.StartAsync(allowChaos: true);
        Clients clients = new(api);

        ChaosReport report = await ChaosTest.RunAsync(
            SupervisorRef.ForName(api.Runtime, Names.Root),
            new ChaosOptions
            {
                Filter = ChaosFilter.Workers,
                Length = 8,
                Load = clients.PostAsync,
                LoadProcesses = 3,
                SteadyState = clients.MustPostAsync,
                RecoversWithin = TimeSpan.FromSeconds(20),
            },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, report.Ended);
        Assert.InRange(report.Strikes, 3, 8);
        Assert.NotEmpty(clients.Acknowledged);
        Assert.Superset(clients.Acknowledged.ToHashSet(), api.Stores.Items.Select(item => item.Id).ToHashSet());
    }

    /// <summary>Users of the repository in the simulation.</summary>
    private sealed class Users
    {
        private readonly List<Item> _acknowledged = [];

        internal MemoryTransport Mails { get; private set; } = new();

        internal SupervisorSpec NewTree()
        {
            _acknowledged.Clear();
            Mails = new MemoryTransport();
            return ItemsTree.Build(new TreeParts
            {
                Stores = new MemoryStores(),
                Connect = Mails.Connect,
                Endpoint = ChildSpec.Process("endpoint", WaitAsync, new ProcessOptions { Name = Names.Endpoint }),
                Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            });
        }

        internal async Task PostAsync(ProcessContext context)
        {
            if (await Repository(context).CallAsync(new RepositoryMessage.Add(new NewItem("lamp", null))) is StoreReply<Item>.Ok(var item))
            {
                _acknowledged.Add(item);
                ServerRef<MailerMessage>.ForName(context.Runtime, Names.Mailer).Cast(new MailerMessage.Send(Mail.ForNewItem(item, "to@example.org")));
            }
        }

        internal async Task FindAllAsync(ProcessContext context)
        {
            await PostAsync(context);
            foreach (Item item in _acknowledged)
            {
                Assert.Equal(new StoreReply<Item?>.Ok(item), await Repository(context).CallAsync(new RepositoryMessage.Find(item.Id)));
            }
        }

        private static ServerRef<RepositoryMessage> Repository(ProcessContext context) => ServerRef<RepositoryMessage>.ForName(context.Runtime, Names.Repository);

        private static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<Signal.Exit>();
    }

    /// <summary>Clients of the running program.</summary>
    private sealed class Clients(RunningApi api)
    {
        private readonly Lock _lock = new();
        private readonly List<long> _acknowledged = [];

        internal IReadOnlyList<long> Acknowledged
        {
            get
            {
                lock (_lock)
                {
                    return [.. _acknowledged];
                }
            }
        }

        internal async Task PostAsync(ProcessContext context)
        {
            using HttpResponseMessage answer = await api.Client.PostAsJsonAsync("/items", new NewItem("lamp", null), ItemsJson.Plain.NewItem, context.CancellationToken);
            answer.EnsureSuccessStatusCode();
            Item? item = await answer.Content.ReadFromJsonAsync(ItemsJson.Plain.Item, context.CancellationToken);
            lock (_lock)
            {
                _acknowledged.Add(item!.Id);
            }
        }

        internal async Task MustPostAsync(ProcessContext context)
        {
            await PostAsync(context);
            long last = Acknowledged[^1];
            Assert.NotNull(await api.Client.GetFromJsonAsync(Invariant($"/items/{last}"), ItemsJson.Plain.Item, context.CancellationToken));
        }
    }
}
