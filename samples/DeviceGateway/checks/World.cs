namespace DeviceGateway.Checks;

/// <summary>Everything that a gateway stands between, and its disk.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>How many devices the simulator has; the last few are in no configuration at first.</summary>
    public const int Devices = 205;

    /// <summary>How many devices a gateway is told of.</summary>
    public const int Configured = 200;

    /// <summary>The one that answers garbage from the start.</summary>
    public const int Bonkers = 17;

    private readonly int _ports = Field.FreePorts(Devices);
    private readonly CheckDirectory _data = new();
    private Field? _field;

    public World(CheckArguments arguments)
    {
        Sql = new OwnServer(Path.Combine(arguments.Servers, "postgres.sh"), arguments.Postgres);
        Queue = new OwnServer(Path.Combine(arguments.Servers, "rabbitmq.sh"), arguments.RabbitMq);
        Warehouse = new Warehouse(Sql.Port);
        Reports = new Reports(Amqp);
    }

    /// <summary>PostgreSQL.</summary>
    public OwnServer Sql { get; }

    /// <summary>RabbitMQ.</summary>
    public OwnServer Queue { get; }

    public Warehouse Warehouse { get; }

    public Reports Reports { get; }

    public Field Field => _field ?? throw new InvalidOperationException("There are no devices yet.");

    private string Amqp => Invariant($"amqp://guest:guest@127.0.0.1:{Queue.Port}");

    /// <summary>The port of a device.</summary>
    public int PortOf(int device) => _ports + device;

    /// <summary>A device as it is configured.</summary>
    public string Device(int number, string pollEvery) =>
        Invariant($$"""{"id":"{{number}}","host":"127.0.0.1","port":{{PortOf(number)}},"pollEvery":"{{pollEvery}}","group":"hall-1"}""");

    /// <summary>Starts the devices.</summary>
    public async Task StartFieldAsync() => _field = await Field.StartAsync(_ports, Devices, Invariant($"{Bonkers}"));

    /// <summary>Starts a gateway on its disk, with real servers.</summary>
    public Task<CheckedProgram> StartGatewayAsync(params string[] more) => CheckedProgram.StartAsync("DeviceGateway", [.. Arguments, .. more]);

    /// <summary>Starts one that is to end by itself.</summary>
    public Task<(int ExitCode, string Output, string Log)> RunGatewayToEndAsync(params string[] more) =>
        CheckedProgram.RunToEndAsync("DeviceGateway", [.. Arguments, .. more]);

    /// <summary>The option that tells a gateway of the devices.</summary>
    public string[] AllDevices => ["--devices", Invariant($"127.0.0.1:{PortOf(1)},{Configured}")];

    private string[] Arguments => ["--port", "0", "--sql", Warehouse.Url, "--amqp", Amqp, "--data", _data.Path];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Reports.DisposeAsync();
        await Warehouse.DisposeAsync();
        if (_field is not null)
        {
            await _field.DisposeAsync();
        }

        _data.Dispose();
    }
}
