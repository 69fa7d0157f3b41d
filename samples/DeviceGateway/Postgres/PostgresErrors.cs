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

    /// <summary>Connects to the server. Whatever is wrong, as a database or a user that does not exist, is wrong over there and may be mended there.</summary>
    /// <exception cref="IOException">The server is away, or refuses.</exception>
    public static async Task<T> OpenAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await ReachAsync(open);
        }
        catch (PostgresException refused)
        {
            throw new IOException($"PostgreSQL refuses: {refused.SqlState}: {refused.MessageText}", refused);
        }
    }

    private static bool IsAway(PostgresException error) =>
        error.IsTransient || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;
}
