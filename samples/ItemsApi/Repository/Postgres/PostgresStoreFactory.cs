using Npgsql;

namespace ItemsApi;

/// <summary>Opens the table <c>items</c> of a PostgreSQL database.</summary>
internal sealed class PostgresStoreFactory : IItemStoreFactory
{
    private const string CreateTable = """
        create table if not exists items (
            id bigint generated always as identity primary key,
            name text not null,
            note text,
            created_at timestamptz not null)
        """;

    private readonly NpgsqlConnectionStringBuilder _connection;

    /// <param name="connection">A connection string that Npgsql <see cref="Understands"/>.</param>
    public PostgresStoreFactory(string connection) => _connection = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "ItemsApi" };

    /// <inheritdoc/>
    public string Place => Invariant(
        $"PostgreSQL at {_connection.Host}:{_connection.Port}, database {_connection.Database ?? _connection.Username}");

    /// <summary>True for a connection string with a host, in which nothing is misspelt.</summary>
    public static bool Understands(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).Host is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Connects, and makes the table when it is missing.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(_connection);
            await using NpgsqlCommand create = source.CreateCommand(CreateTable);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException error)
        {
            throw new StoreUnavailableException($"{Place}, cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Makes a connection pool. It does not connect: a repository that restarts while the database is away comes up and
    /// answers that it is unavailable, and needs no restart when the database is back.</summary>
    public Task<IItemStore> OpenAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IItemStore>(new PostgresStore(NpgsqlDataSource.Create(_connection)));
}
