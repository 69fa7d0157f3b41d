namespace ItemsApi.Tests;

/// <summary>Stores whose items outlive each incarnation of the repository, as a disk does, and that fail when a test says so.</summary>
internal sealed class MemoryStores : IItemStoreFactory
{
    public List<Item> Items { get; } = [];

    /// <summary>How many items each call to add brought.</summary>
    public List<int> Batches { get; } = [];

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    /// <summary>Thrown by the check at the start; null for none.</summary>
    public Exception? CheckFails { get; set; }

    /// <summary>Thrown by every use of the store; null for none.</summary>
    public Exception? UseFails { get; set; }

    /// <summary>Whether that is thrown at once, and not by the task: a store that writes synchronously does that.</summary>
    public bool ThrowsAtOnce { get; set; }

    /// <summary>What an opening store waits for.</summary>
    public Task MayOpen { get; set; } = Task.CompletedTask;

    public string Place => "memory";

    public Task CheckAsync(CancellationToken cancellationToken) => CheckFails is { } error ? Task.FromException(error) : Task.CompletedTask;

    public async Task<IItemStore> OpenAsync(CancellationToken cancellationToken)
    {
        await MayOpen.WaitAsync(cancellationToken);
        Opened++;
        return new Store(this);
    }

    private Task<T> Use<T>(Func<T> use) => UseFails switch
    {
        null => Task.FromResult(use()),
        { } error when ThrowsAtOnce => throw error,
        { } error => Task.FromException<T>(error),
    };

    private sealed class Store(MemoryStores all) : IItemStore
    {
        public Task<IReadOnlyList<Item>> AddAsync(IReadOnlyList<NewItem> batch, DateTimeOffset createdAt, CancellationToken cancellationToken) =>
            all.Use<IReadOnlyList<Item>>(() =>
            {
                all.Batches.Add(batch.Count);
                Item[] items = [.. batch.Select((item, index) => new Item(all.Items.Count + index + 1, item.Name!, item.Note, createdAt))];
                all.Items.AddRange(items);
                return items;
            });

        public Task<Item?> FindAsync(long id, CancellationToken cancellationToken) => all.Use(() => all.Items.Find(item => item.Id == id));

        public Task<IReadOnlyList<Item>> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
            all.Use<IReadOnlyList<Item>>(() => [.. all.Items.Where(item => item.Id > after).Take(limit)]);

        public Task PingAsync(CancellationToken cancellationToken) => all.Use(() => true);

        public ValueTask DisposeAsync()
        {
            all.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
