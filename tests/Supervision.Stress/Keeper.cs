using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>What can be said to a <see cref="Keeper"/>.</summary>
public abstract record KeeperMessage
{
    public sealed record Put(int Key, long Value) : KeeperMessage, ICall<KeeperMessage, bool>;

    public sealed record Get(int Key) : KeeperMessage, ICall<KeeperMessage, long>;
}

/// <summary>Keeps values: on a disk that outlives it, and in its own memory, which each incarnation reads from the disk.</summary>
public sealed class Keeper(ConcurrentDictionary<int, long> disk) : GenServer<KeeperMessage>
{
    private readonly Dictionary<int, long> _values = [];

    protected override ValueTask<InitResult> InitAsync()
    {
        foreach ((int key, long value) in disk)
        {
            _values[key] = value;
        }

        return new ValueTask<InitResult>(InitResult.Ok);
    }

    protected override async ValueTask HandleAsync(KeeperMessage message)
    {
        switch (message)
        {
            case KeeperMessage.Put put:
                disk[put.Key] = put.Value;
                await Task.Yield();
                _values[put.Key] = put.Value;
                Reply(put, true);
                break;
            case KeeperMessage.Get get:
                Reply(get, _values.GetValueOrDefault(get.Key));
                break;
        }
    }
}
