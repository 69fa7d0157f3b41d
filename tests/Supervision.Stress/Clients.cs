using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>Clients of the keepers: they put values, remember what was acknowledged, and look whether it is still there.</summary>
internal sealed class Clients(int keepers)
{
    private const int KeysOfAClient = 500;

    private readonly ConcurrentDictionary<int, long> _acknowledged = [];
    private int _clients;
    private long _lost;

    internal long Lost => Interlocked.Read(ref _lost);

    internal int Kept => _acknowledged.Count;

    /// <summary>Some puts and gets, with keys that nobody else uses at that time. Fails when it finds something lost; what a dead keeper does not answer
    /// is no loss.</summary>
    internal async Task WorkAsync(ProcessContext context)
    {
        int client = Interlocked.Increment(ref _clients) % 64;
        for (int i = 0; i < 50; i++)
        {
            int key = (client * KeysOfAClient) + (i * 7 % KeysOfAClient);
            await CheckAsync(context, key);
            CallResult<bool> put = await KeeperOf(context.Runtime, key).TryCallAsync(new KeeperMessage.Put(key, Environment.TickCount64));
            if (put.IsReply)
            {
                _acknowledged.TryAdd(key, 0);
            }
        }
    }

    /// <summary>Everything that was acknowledged is there.</summary>
    internal async Task CheckAllAsync(ProcessRuntime runtime)
    {
        foreach (int key in _acknowledged.Keys)
        {
            CallResult<long> got = await KeeperOf(runtime, key).TryCallAsync(new KeeperMessage.Get(key));
            Assert.True(got.IsReply && got.Reply != 0, $"item {key} was acknowledged and is lost");
        }
    }

    private async Task CheckAsync(ProcessContext context, int key)
    {
        if (!_acknowledged.ContainsKey(key))
        {
            return;
        }

        CallResult<long> got = await KeeperOf(context.Runtime, key).TryCallAsync(new KeeperMessage.Get(key));
        if (got is { IsReply: true, Reply: 0 })
        {
            Interlocked.Increment(ref _lost);
        }
    }

    private ServerRef<KeeperMessage> KeeperOf(ProcessRuntime runtime, int key) => ServerRef<KeeperMessage>.ForName(runtime, $"keeper-{key % keepers}");
}
