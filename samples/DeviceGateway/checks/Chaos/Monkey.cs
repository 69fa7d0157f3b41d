using System.Globalization;

namespace DeviceGateway.Checks;

/// <summary>Breaks one thing after the other, as its random numbers say.</summary>
internal sealed class Monkey
{
    private const int MostDevicesAtOnce = 20;

    /// <summary>Whose restarts are counted far up: one is killed at a time, so that what is found is not that limits are limits.</summary>
    private static readonly string[] Pillars =
        ["config-cache", "readings", "pollers", "config-manager", "listener", "sql-pool", "queue", "publishers", "consumers", "metrics", "carriers"];

    private static readonly TimeSpan BetweenPillars = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly World _world;
    private readonly GatewayLife _life;
    private readonly Random _random;
    private readonly SortedDictionary<string, int> _did = new(StringComparer.Ordinal);
    private readonly (int Weight, string Name, Func<Task> Act)[] _acts;
    private long _lastPillar = TimeProvider.System.GetTimestamp();

    public Monkey(World world, GatewayLife life, Random random)
    {
        (_world, _life, _random) = (world, life, random);
        _acts =
        [
            (20, "device killed", KillDeviceAsync),
            (6, "devices cut", () => CommandAsync("cut")),
            (6, "devices hung", () => CommandAsync("hang")),
            (6, "devices dropped", () => CommandAsync("drop")),
            (3, "devices mad", () => CommandAsync("bonkers")),
            (15, "devices healed", () => _world.Field.CommandAsync("heal all")),
            (8, "pillar killed", KillPillarAsync),
            (8, "configuration changed", ChangeAsync),
            (6, "PostgreSQL toggled", ToggleSqlAsync),
            (2, "PostgreSQL frozen", FreezeSqlAsync),
            (6, "RabbitMQ toggled", ToggleQueueAsync),
            (2, "left lost", () => PillarAsync(client => client.AskAsync("POST", "/lose/left"))),
            (2, "gateway killed", KillGatewayAsync),
            (1, "gateway stopped", StopGatewayAsync),
        ];
    }

    /// <summary>What it did, and how often.</summary>
    public string Told => string.Join(", ", _did.Select(act => Invariant($"{act.Key} {act.Value}")));

    public async Task RunAsync(TimeSpan time)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < time)
        {
            (string name, Func<Task> act) = Choose();
            await act();
            _did[name] = _did.GetValueOrDefault(name) + 1;
            await Task.Delay(ShortestPause + ((LongestPause - ShortestPause) * _random.NextDouble()), TimeProvider.System);
            await _life.CheckAsync();
        }
    }

    /// <summary>Everything works again.</summary>
    public async Task MendAsync()
    {
        await _world.Field.CommandAsync("heal all");
        if (!_world.Sql.IsUp)
        {
            await _world.Sql.StartAsync();
        }

        if (!_world.Queue.IsUp)
        {
            await _world.Queue.StartAsync();
        }
    }

    private (string Name, Func<Task> Act) Choose()
    {
        int pick = _random.Next(_acts.Sum(act => act.Weight));
        foreach ((int weight, string name, Func<Task> act) in _acts)
        {
            pick -= weight;
            if (pick < 0)
            {
                return (name, act);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private Task<IReadOnlyList<string>> CommandAsync(string command)
    {
        int first = _random.Next(1, World.Configured - MostDevicesAtOnce);
        return _world.Field.CommandAsync(Invariant($"{command} {first}-{first + _random.Next(MostDevicesAtOnce)}"));
    }

    private Task KillDeviceAsync()
    {
        string part = _random.Next(5) switch { 0 => "", 1 => "/fsm", _ => "/connection" };
        return AskAsync(client => client.AskAsync("POST", Invariant($"/kill/device:{_random.Next(1, World.Configured + 1)}{part}")));
    }

    private Task KillPillarAsync() => PillarAsync(client => client.AskAsync("POST", $"/kill/{Pillars[_random.Next(Pillars.Length)]}"));

    private async Task PillarAsync(Func<GatewayClient, Task> act)
    {
        if (TimeProvider.System.GetElapsedTime(_lastPillar) > BetweenPillars)
        {
            await AskAsync(act);
            _lastPillar = TimeProvider.System.GetTimestamp();
        }
    }

    /// <summary>One of the devices that were in no configuration comes or goes, by HTTP or by the queue.</summary>
    private async Task ChangeAsync()
    {
        int device = _random.Next(World.Configured + 1, World.Devices + 1);
        string change = _random.Next(2) == 0
            ? $$"""{"put":[{{_world.Device(device, "00:00:00.5")}}]}"""
            : $$"""{"remove":["{{device.ToString(CultureInfo.InvariantCulture)}}"]}""";
        if (_world.Queue.IsUp && _random.Next(2) == 0)
        {
            await _world.Reports.ChangeAsync(change);
        }
        else
        {
            await AskAsync(client => client.AskAsync("POST", "/config", change));
        }
    }

    private Task ToggleSqlAsync() => !_world.Sql.IsUp ? _world.Sql.StartAsync() : _random.Next(2) == 0 ? _world.Sql.StopAsync() : _world.Sql.CrashAsync();

    private Task FreezeSqlAsync() => _world.Sql.IsUp ? _world.Sql.FreezeAsync(Frozen) : Task.CompletedTask;

    private Task ToggleQueueAsync() => _world.Queue.IsUp ? _world.Queue.StopAsync() : _world.Queue.StartAsync();

    private async Task KillGatewayAsync()
    {
        await _life.KillAsync();
        await _life.StartAsync();
    }

    private async Task StopGatewayAsync()
    {
        if (await _life.StopAsync() is not 0 and var exit)
        {
            _life.Surprises.Add(Invariant($"SIGTERM ended it with {exit}"));
        }

        await _life.StartAsync();
    }

    private async Task AskAsync(Func<GatewayClient, Task> ask)
    {
        using var client = new GatewayClient(_life.Program);
        try
        {
            await ask(client);
        }
        catch (HttpRequestException)
        {
            // It has ended, which is found out next.
        }
    }
}
