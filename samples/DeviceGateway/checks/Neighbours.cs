namespace DeviceGateway.Checks;

/// <summary>The pids at one moment, for those who must not notice what happens next.</summary>
internal sealed class Neighbours
{
    private readonly GatewayClient _client;
    private readonly IReadOnlyDictionary<string, string> _pids;

    private Neighbours(GatewayClient client, IReadOnlyDictionary<string, string> pids) => (_client, _pids) = (client, pids);

    /// <summary>How many processes have a name.</summary>
    public int Count => _pids.Count;

    public static async Task<Neighbours> LookAsync(GatewayClient client) => new(client, await client.PidsAsync());

    /// <summary>How many of these are another process now, or none; the processes of a device are <c>device:5</c> and below.</summary>
    public async Task<int> ChangedAsync(Func<string, bool> who)
    {
        IReadOnlyDictionary<string, string> now = await _client.PidsAsync();
        return _pids.Count(before => who(before.Key) && now.GetValueOrDefault(before.Key) != before.Value);
    }

    /// <summary>True for the processes of devices, other than these.</summary>
    public static Func<string, bool> DevicesBut(params IEnumerable<int> numbers)
    {
        HashSet<string> excepted = [.. numbers.Append(World.Bonkers).Select(number => Invariant($"device:{number}"))];
        return name => name.StartsWith("device:", StringComparison.Ordinal) && !excepted.Contains(name.Split('/')[0]);
    }

    /// <summary>True for the processes of these devices with this name.</summary>
    public static Func<string, bool> PartOf(IEnumerable<int> numbers, string part)
    {
        HashSet<string> names = [.. numbers.Select(number => Invariant($"device:{number}/{part}"))];
        return names.Contains;
    }
}
