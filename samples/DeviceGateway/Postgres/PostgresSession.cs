using Npgsql;

namespace DeviceGateway;

/// <summary>One connection to PostgreSQL. Each statement that changes something is a transaction; it is durable when it has been answered.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : IDatabaseSession
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DeviceConfiguration>> LoadConfigurationAsync(CancellationToken cancellationToken) =>
        PostgresErrors.ReachAsync<IReadOnlyList<DeviceConfiguration>>(async () =>
        {
            await using var select = new NpgsqlCommand("select id, host, port, poll_every, device_group from devices order by id", connection);
            await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
            List<DeviceConfiguration> devices = [];
            while (await reader.ReadAsync(cancellationToken))
            {
                devices.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<TimeSpan>(3), reader.GetString(4)));
            }

            return devices;
        });

    /// <inheritdoc/>
    public Task SaveConfigurationAsync(IReadOnlyList<DeviceConfiguration> devices, CancellationToken cancellationToken) => PostgresErrors.ReachAsync(async () =>
    {
        // The commands of one batch run in one implicit transaction.
        await using var save = new NpgsqlBatch(connection);
        save.BatchCommands.Add(new NpgsqlBatchCommand("delete from devices"));
        var insert = new NpgsqlBatchCommand("""
            insert into devices (id, host, port, poll_every, device_group)
            select * from unnest($1::text[], $2::text[], $3::integer[], $4::interval[], $5::text[])
            """);
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. devices.Select(device => device.Id)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. devices.Select(device => device.Host)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. devices.Select(device => device.Port)] });
        insert.Parameters.Add(new NpgsqlParameter<TimeSpan[]> { TypedValue = [.. devices.Select(device => device.PollEvery)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. devices.Select(device => device.Group)] });
        save.BatchCommands.Add(insert);
        return await save.ExecuteNonQueryAsync(cancellationToken);
    });

    /// <inheritdoc/>
    public Task StoreReadingsAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken) => PostgresErrors.ReachAsync(async () =>
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into readings (device_id, sequence, value, at)
            select * from unnest($1::text[], $2::bigint[], $3::double precision[], $4::timestamptz[])
            on conflict do nothing
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. readings.Select(reading => reading.DeviceId)] });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. readings.Select(reading => reading.Sequence)] });
        insert.Parameters.Add(new NpgsqlParameter<double[]> { TypedValue = [.. readings.Select(reading => reading.Value)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. readings.Select(reading => reading.At.UtcDateTime)] });
        return await insert.ExecuteNonQueryAsync(cancellationToken);
    });

    /// <inheritdoc/>
    public Task<long> CountAsync(CancellationToken cancellationToken) => PostgresErrors.ReachAsync(async () =>
    {
        await using var select = new NpgsqlCommand("select count(*) from readings", connection);
        return (long)(await select.ExecuteScalarAsync(cancellationToken))!;
    });

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
