using Npgsql;

namespace DeviceGateway;

/// <summary>A PostgreSQL server.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private const int ConnectsWithinSeconds = 5;
    private const int AnswersWithinSeconds = 10;

    // Several workers open at once, and "if not exists" alone lets two of them create the same table.
    private const string CreateTables = """
        select pg_advisory_xact_lock(17017);
        create table if not exists devices (
            id text primary key,
            host text not null,
            port integer not null,
            poll_every interval not null,
            device_group text not null);
        create table if not exists readings (
            device_id text not null,
            sequence bigint not null,
            value double precision not null,
            at timestamptz not null,
            primary key (device_id, sequence));
        """;

    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresDatabase(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <summary>Where it is, without the password.</summary>
    public string Place => Invariant($"PostgreSQL at {_connection.Host}:{_connection.Port}, database {_connection.Database ?? _connection.Username}");

    /// <summary>The server that a URL means: <c>postgres://user:password@host:5432/database</c>; null when it means none. Each session is one
    /// connection of its own: whoever holds it knows when it is lost.</summary>
    public static PostgresDatabase? At(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
        {
            return null;
        }

        string[] user = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort ? NpgsqlConnection.DefaultPort : uri.Port,
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
            Database = uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : null,
            ApplicationName = "DeviceGateway",
            Pooling = false,
            Timeout = ConnectsWithinSeconds,
            CommandTimeout = AnswersWithinSeconds,
        };
        return new PostgresDatabase(connection);
    }

    /// <inheritdoc/>
    public async Task<IDatabaseSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connection.ConnectionString);
        try
        {
            return await PostgresErrors.OpenAsync<IDatabaseSession>(async () =>
            {
                await connection.OpenAsync(cancellationToken);
                await using var create = new NpgsqlCommand(CreateTables, connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
                return new PostgresSession(connection);
            });
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
