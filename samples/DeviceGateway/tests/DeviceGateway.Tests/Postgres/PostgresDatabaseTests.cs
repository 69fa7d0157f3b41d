using System.Net;
using System.Net.Sockets;

namespace DeviceGateway.Tests;

/// <summary>What is told without a server; the rest is in the program of checks.</summary>
public sealed class PostgresDatabaseTests
{
    [Theory]
    [InlineData("postgres://sam:p%40ss@db.example:5544/field", "PostgreSQL at db.example:5544, database field")]
    [InlineData("postgresql://sam@db.example/field", "PostgreSQL at db.example:5432, database field")]
    [InlineData("postgres://sam@db.example", "PostgreSQL at db.example:5432, database sam")]
    public void At_Url_SaysWhereWithoutThePassword(string text, string expected) => Assert.Equal(expected, PostgresDatabase.At(text)!.Place);

    [Theory]
    [InlineData("")]
    [InlineData("db.example")]
    [InlineData("amqp://db.example")]
    [InlineData("postgres:///field")]
    public void At_AnythingElse_IsNone(string text) => Assert.Null(PostgresDatabase.At(text));

    [Fact]
    public async Task Open_Nobody_IsAwayAndNoMistake()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await Assert.ThrowsAsync<IOException>(() => PostgresDatabase.At(Invariant($"postgres://sam@127.0.0.1:{port}/field"))!.OpenAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("PostgreSQL cannot be reached: ", error.Message, StringComparison.Ordinal);
    }
}
