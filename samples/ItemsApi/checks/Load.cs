using System.Collections.Concurrent;

namespace ItemsApi.Checks;

/// <summary>Clients that post items and read them back until they are told to stop, and keep what was acknowledged.</summary>
internal sealed class Load(Uri address, string prefix)
{
    private const int Clients = 8;
    private readonly ConcurrentDictionary<long, string> _acknowledged = new();
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _postTimes = [];
    private long _requests;
    private long _unavailable;

    /// <summary>Id and name of every item the API answered 201 for.</summary>
    public IReadOnlyDictionary<long, string> Acknowledged => _acknowledged;

    /// <summary>How many requests were answered, or failed.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>How many were answered 503.</summary>
    public long Unavailable => Interlocked.Read(ref _unavailable);

    /// <summary>How many failed in any other way: another status, a broken connection, a wrong item.</summary>
    public int FailureCount => _failures.Values.Sum();

    /// <summary>The failures by kind, for people.</summary>
    public string Failures => _failures.IsEmpty ? "none" : string.Join(", ", _failures.Select(pair => Invariant($"{pair.Value}x {pair.Key}")));

    /// <summary>Median, 99th percentile and maximum of the posts, for people.</summary>
    public string PostTimes
    {
        get
        {
            double[] sorted = [.. _postTimes.Order()];
            return sorted.Length == 0 ? "none" : Invariant(
                $"median {sorted[sorted.Length / 2]:F1} ms, 99 % {sorted[sorted.Length * 99 / 100]:F1} ms, longest {sorted[^1]:F1} ms");
        }
    }

    /// <summary>Runs the clients until the token is cancelled.</summary>
    public Task RunAsync(CancellationToken until) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => RunClientAsync(client, until)));

    private async Task RunClientAsync(int client, CancellationToken until)
    {
        using var api = new ItemsClient(address);
        for (int i = 0; !until.IsCancellationRequested; i++)
        {
            string name = Invariant($"{prefix}-{client}-{i}");
            long id = await PostAsync(api, name);
            if (id > 0)
            {
                await ReadBackAsync(api, id, name);
            }
        }
    }

    private async Task<long> PostAsync(ItemsClient api, string name)
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        long id = 0;
        await CountAsync("POST", async () =>
        {
            (int status, id) = await api.PostItemAsync(name);
            return status;
        });
        _postTimes.Add(TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds);
        if (id > 0 && !_acknowledged.TryAdd(id, name))
        {
            Fail(Invariant($"id {id} was given twice"));
        }

        return id;
    }

    private Task ReadBackAsync(ItemsClient api, long id, string name) => CountAsync("GET", async () =>
    {
        (int status, string? found) = await api.GetItemAsync(id);
        if (status == 200 && found != name)
        {
            Fail("GET answered another item");
        }

        return status;
    });

    private async Task CountAsync(string method, Func<Task<int>> request)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            int status = await request();
            if (status == 503)
            {
                Interlocked.Increment(ref _unavailable);
            }
            else if (status is not (200 or 201))
            {
                Fail(Invariant($"{method} {status}"));
            }
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            Fail($"{method} {error.GetType().Name}");
        }
    }

    private void Fail(string kind) => _failures.AddOrUpdate(kind, 1, (_, count) => count + 1);
}
