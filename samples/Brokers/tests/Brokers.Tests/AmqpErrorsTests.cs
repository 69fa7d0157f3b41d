using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Brokers.Tests;

public sealed class AmqpErrorsTests
{
    private static readonly ConnectionFactory Place = new() { Uri = new Uri("amqp://alice:wrong@broker.example") };

    [Fact]
    public async Task Connect_NobodyListens_SaysSoInOneSentenceOfItsOwn()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        int port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        var broker = new AmqpBroker(new Uri(Invariant($"amqp://127.0.0.1:{port}")), "test", ["q"]);

        IOException error = await Assert.ThrowsAsync<IOException>(() => broker.OpenPublisherAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Invariant($"Nobody listens at 127.0.0.1:{port}: Connection refused. Start the broker, or name another place."), error.Message);
    }

    [Fact]
    public void NotConnected_LoginRefused_NamesTheUserAndNotThePassword()
    {
        var refused = new BrokerUnreachableException(new AggregateException(new AuthenticationFailureException("ACCESS_REFUSED - Login was refused")));

        Assert.Equal(
            "The broker at broker.example:5672 refused the login for the user 'alice'. Name a user and a password that it knows: amqp://USER:PASSWORD@broker.example:5672.",
            AmqpErrors.NotConnected(Place, refused).Message);
    }

    [Fact]
    public void NotConnected_Otherwise_SaysTheInnermostCause()
    {
        var away = new BrokerUnreachableException(new AggregateException(new IOException("outer", new InvalidDataException("no such host"))));

        Assert.Equal("No broker answers at broker.example:5672: no such host", AmqpErrors.NotConnected(Place, away).Message);
    }
}
