namespace FactConsumers;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>The whole text; every option the parser knows is in it.</summary>
    public const string Text = """
        FactConsumers integrates facts about mushrooms from two queues, and stops all of it at the first fact that it cannot integrate.

        Usage: dotnet run --project samples/FactConsumers -- [options]

          --port N            port on 127.0.0.1; 0 takes a free one (default 5070)
          --amqp URL          take the facts from RabbitMQ, e.g. amqp://guest:guest@127.0.0.1:5672; without it from a broker within the program
          --data DIR          keep integrated facts and dead letters there; one directory for each replica (default: in memory)
          --replica NAME      the name of this replica (default a)
          --slow T            take this long for each fact, e.g. 200ms: time to kill a replica that has some
          --help              print this text

        Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.

        """;
}
