namespace FactConsumers;

/// <summary>What the command line says. The defaults are the ones that <c>--help</c> prints.</summary>
internal sealed record ProgramOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; } = 5070;

    /// <summary>The RabbitMQ broker; null for the one within the program.</summary>
    public Uri? Amqp { get; init; }

    /// <summary>Where the integrated facts and the dead letters are kept; null keeps them in memory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The name of this replica, in the broker's list of connections.</summary>
    public string Replica { get; init; } = "a";

    /// <summary>How long a consumer takes for each fact, so that a person can kill it meanwhile; zero by default.</summary>
    public TimeSpan Slow { get; init; }
}
