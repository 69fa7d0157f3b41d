using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Supervision.Samples.Stress;

namespace ItemsApi.Stress;

/// <summary>The program as it is delivered, but for the terminal: journal, spool, audit trail and announcement on a disk, HTTP on loopback.</summary>
public sealed class ItemsApiTests : IDisposable
{
    private readonly ConcurrentDictionary<long, string> _acknowledged = new();
    private readonly HttpClient _http = new();
    private int _posted;

    [Fact]
    public async Task Program_StruckWhilePeoplePost_LosesNoAcknowledgedItemAndRecordsAll()
    {
        using LiveTree.Disk disk = new();
        await using (ProcessRuntime runtime = LiveTree.NewRuntime())
        {
            SupervisorRef root = await runtime.StartSupervisorAsync(Tree(disk, runtime)).InTime();
            _http.BaseAddress = await ServerRef<EndpointMessage>.ForName(runtime, Names.Endpoint).CallAsync(new EndpointMessage.GetAddress());
            await LiveTree.StrikeAsync(
                root,
                new ChaosOptions { Load = PostAsync, SteadyState = MustPostAsync },
                () => $"{_acknowledged.Count:N0} items acknowledged");
            await root.StopAsync(ExitReason.Shutdown).InTime();
        }

        Assert.NotEmpty(_acknowledged);
        Assert.False(File.Exists(disk.File("address")), "the program has stopped and is announced still");
        await using IItemStore store = await Stores(disk).OpenAsync(TestContext.Current.CancellationToken);
        IReadOnlyList<Item> stored = await store.ListAsync(0, int.MaxValue, TestContext.Current.CancellationToken);
        Dictionary<long, string> names = stored.ToDictionary(static item => item.Id, static item => item.Name);
        Assert.DoesNotContain(_acknowledged, item => names.GetValueOrDefault(item.Key) != item.Value);
        HashSet<string?> onRecord = [.. File.ReadLines(disk.File("audit")).SelectMany(static line => JsonSerializer.Deserialize(line, ItemsJson.Plain.AuditRecord)!.Names)];
        Assert.DoesNotContain(names.Values, name => !onRecord.Contains(name));
    }

    public void Dispose() => _http.Dispose();

    private static JournalStoreFactory Stores(LiveTree.Disk disk) => new(disk.Path, NullLogger.Instance);

    private static SupervisorSpec Tree(LiveTree.Disk disk, ProcessRuntime runtime)
    {
        Func<IMailTransport> connect = () => new SpoolTransport(disk.File("spool"));
        return ItemsTree.Build(new TreeParts
        {
            Stores = Stores(disk),
            Connect = connect,
            Endpoint = EndpointTree.Subtree(
                new EndpointPlace(0), _ => new ApiServers(runtime, "to@example.org", MailerTree.Subtree(connect, NullLogger.Instance)), NullLoggerFactory.Instance),
            Logger = NullLogger.Instance,
            Audit = new FileAuditTrail(disk.File("audit")),
            Announcer = new FileAnnouncer(disk.File("address")),
        });
    }

    private async Task PostAsync(ProcessContext context)
    {
        string name = Invariant($"item {Interlocked.Increment(ref _posted)}");
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("/items", new NewItem(name, null), ItemsJson.Plain.NewItem, context.CancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            Item? item = await answer.Content.ReadFromJsonAsync(ItemsJson.Plain.Item, context.CancellationToken);
            Assert.True(_acknowledged.TryAdd(item!.Id, name), "one id was given twice");
        }

        await context.DelayAsync(TimeSpan.FromMilliseconds(5));
    }

    private async Task MustPostAsync(ProcessContext context)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync("/items", new NewItem("must", null), ItemsJson.Plain.NewItem, context.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
