using System.Collections.Immutable;

namespace MakeItCrash;

/// <summary>A server with a simple API on top of a map. So little can go wrong with it that it has no reason to crash, and what others put
/// into it outlives them. It does not outlive itself.</summary>
internal sealed class StateServer : GenServer<StateMessage>
{
    private readonly Dictionary<string, ImmutableSortedSet<string>> _values = new(StringComparer.Ordinal);

    protected override ValueTask HandleAsync(StateMessage message)
    {
        switch (message)
        {
            case StateMessage.Get get:
                Reply(get, _values.GetValueOrDefault(get.Key, []));
                break;
            case StateMessage.Put put:
                _values[put.Key] = put.Value;
                Reply(put, true);
                break;
            case StateMessage.Delete delete:
                Reply(delete, _values.Remove(delete.Key));
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override object Describe() => new { Keys = _values.Count };
}
