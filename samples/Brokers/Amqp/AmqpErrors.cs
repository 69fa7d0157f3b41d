using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Brokers;

/// <summary>Why there is no connection, said for people.</summary>
internal static class AmqpErrors
{
    /// <summary>What the client wraps, once or several times, is looked for; its own words say only that something went wrong.</summary>
    /// <param name="factory">Where the broker was looked for, and as whom.</param>
    /// <param name="error">What the client threw.</param>
    /// <returns>The exception, not thrown.</returns>
    public static IOException NotConnected(ConnectionFactory factory, Exception error)
    {
        string place = Invariant($"{factory.Endpoint.HostName}:{factory.Endpoint.Port}");
        Exception cause = error;
        while (cause is not AuthenticationFailureException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return new IOException(
            cause switch
            {
                AuthenticationFailureException =>
                    $"The broker at {place} refused the login for the user '{factory.UserName}'. Name a user and a password that it knows: amqp://USER:PASSWORD@{place}.",
                SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                    $"Nobody listens at {place}: {cause.Message}. Start the broker, or name another place.",
                _ => $"No broker answers at {place}: {cause.Message}",
            },
            error);
    }
}
