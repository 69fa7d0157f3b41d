namespace DeviceGateway;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>The whole text; every option the parser knows is in it.</summary>
    public const string Text = """
        DeviceGateway stands between a database and a queue on one side and hundreds of devices on the other.

        Usage: dotnet run --project samples/DeviceGateway -- [options]

          --port N               port on 127.0.0.1; 0 takes a free one (default 5090)
          --devices HOST:PORT,N  read devices 1 to N over TCP, on ports PORT to PORT+N-1 (samples/DeviceSimulator has some);
                                 without it 200 within the program, of which number 17 is bonkers
          --sql URL              PostgreSQL, e.g. postgres://user:password@127.0.0.1:5432/gateway; without it a database within the program
          --amqp URL             RabbitMQ, e.g. amqp://guest:guest@127.0.0.1:5672; without it a broker within the program
          --data DIR             keep configuration and waiting readings there (default: a directory that is gone afterwards)
          --refuse-stale         do not start with a configuration that the database has not confirmed
          --offline              start while the network to the database and the broker within the program is down
          --supervision ...      tree, json, mermaid, dot, or what-if PATH: answer, and start nothing
          --help                 print this text

        Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.

        """;
}
