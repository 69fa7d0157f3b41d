using Npgsql;

namespace DeviceGateway;

/// <summary>What the errors of PostgreSQL mean.</summary>
internal static class PostgresErrors
{
    /// <summary>Does something with the server. That it is away, restarting or overloaded is no fault of this program; any other error is.</summary>
    /// <exception cref="IOException">The server is away.</exception>
    public static async Task<T> ReachAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException error) when (error is not PostgresException refused || IsAway(refused))
        {
            throw new IOException($"PostgreSQL cannot be reached: {error.Message}", error);
        }
    }

    private static bool IsAway(PostgresException error) =>
        error.IsTransient || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;
}
