using Npgsql;

namespace ItemsApi;

/// <summary>Items in PostgreSQL. A batch is one transaction; it is durable when the commit has been answered.</summary>
internal sealed class PostgresStore(NpgsqlDataSource source) : IItemStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Item>> AddAsync(IReadOnlyList<NewItem> batch, DateTimeOffset createdAt, CancellationToken cancellationToken) =>
        ReachAsync<IReadOnlyList<Item>>(async () =>
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);

            // The commands of one NpgsqlBatch run in one implicit transaction.
            await using var inserts = new NpgsqlBatch(connection);
            foreach (NewItem item in batch)
            {
                var insert = new NpgsqlBatchCommand("insert into items (name, note, created_at) values ($1, $2, $3) returning id");
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.Name! });
                insert.Parameters.Add(new NpgsqlParameter { Value = item.Note ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
                insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = createdAt.UtcDateTime });
                inserts.BatchCommands.Add(insert);
            }

            var stored = new List<Item>(batch.Count);
            await using (NpgsqlDataReader reader = await inserts.ExecuteReaderAsync(cancellationToken))
            {
                do
                {
                    await reader.ReadAsync(cancellationToken);
                    NewItem item = batch[stored.Count];
                    stored.Add(new Item(reader.GetInt64(0), item.Name!, item.Note, createdAt));
                }
                while (await reader.NextResultAsync(cancellationToken));
            }

            return stored;
        });

    /// <inheritdoc/>
    public Task<Item?> FindAsync(long id, CancellationToken cancellationToken) => ReachAsync(async () =>
    {
        await using NpgsqlCommand select = source.CreateCommand("select id, name, note, created_at from items where id = $1");
        select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadItem(reader) : null;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<Item>> ListAsync(long after, int limit, CancellationToken cancellationToken) => ReachAsync<IReadOnlyList<Item>>(async () =>
    {
        await using NpgsqlCommand select = source.CreateCommand("select id, name, note, created_at from items where id > $1 order by id limit $2");
        select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        select.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        var items = new List<Item>();
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(ReadItem(reader));
        }

        return items;
    });

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => ReachAsync(async () =>
    {
        await using NpgsqlCommand select = source.CreateCommand("select 1");
        return await select.ExecuteScalarAsync(cancellationToken);
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static Item ReadItem(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3));

    /// <summary>A database that is away, restarting or overloaded is no fault of the repository; any other answer of it is.</summary>
    private static async Task<T> ReachAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException error) when (error is not PostgresException refused || IsAway(refused))
        {
            throw new StoreUnavailableException($"PostgreSQL cannot be reached: {error.Message}", error);
        }
    }

    private static bool IsAway(PostgresException error) =>
        error.IsTransient || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown;
}
