using Npgsql;

namespace DeviceGateway.Checks;

/// <summary>Looks into the database itself.</summary>
internal sealed class Warehouse(int port) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source =
        NpgsqlDataSource.Create(Invariant($"Host=127.0.0.1;Port={port};Username=sample;Database=postgres;Pooling=false;Timeout=5"));

    /// <summary>What the gateway is told.</summary>
    public string Url => UrlOf("postgres");

    /// <summary>Another database of the same server.</summary>
    public string UrlOf(string database) => Invariant($"postgres://sample@127.0.0.1:{port}/{database}");

    /// <summary>How many readings there are.</summary>
    public async Task<long> CountAsync() => (long)(await ScalarAsync("select count(*) from readings"))!;

    /// <summary>How many devices have readings with a number above this.</summary>
    public async Task<long> DevicesBeyondAsync(long sequence) =>
        (long)(await ScalarAsync(Invariant($"select count(*) from (select device_id from readings group by device_id having max(sequence) > {sequence}) as devices")))!;

    /// <summary>Numbers that are missing below the highest of their device.</summary>
    public async Task<long> HolesAsync() =>
        (long)(await ScalarAsync("select coalesce(sum(last - known), 0)::bigint from (select max(sequence) as last, count(*) as known from readings group by device_id) as devices"))!;

    /// <summary>The last number of each device.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastAsync()
    {
        await using NpgsqlCommand select = _source.CreateCommand("select device_id, max(sequence) from readings group by device_id");
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync();
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            last.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return last;
    }

    /// <summary>The ids of the configured devices.</summary>
    public async Task<IReadOnlySet<string>> ConfiguredAsync()
    {
        await using NpgsqlCommand select = _source.CreateCommand("select id from devices");
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<object?> ScalarAsync(string text)
    {
        await using NpgsqlCommand command = _source.CreateCommand(text);
        return await command.ExecuteScalarAsync();
    }
}
