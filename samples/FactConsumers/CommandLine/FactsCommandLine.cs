using System.CommandLine;

namespace FactConsumers;

/// <summary>What can be said on the command line.</summary>
internal static class FactsCommandLine
{
    /// <summary>All options, with the defaults of <see cref="ProgramOptions"/>.</summary>
    public static CommandLine<ProgramOptions> New()
    {
        var defaults = new ProgramOptions();
        Option<int> port = CommandLineOption.Number("--port", 0, ushort.MaxValue, defaults.Port, "port on 127.0.0.1; 0 takes a free one");
        Option<Uri> amqp = CommandLineOption.Value(
            "--amqp",
            "URL",
            "a URL such as amqp://guest:guest@127.0.0.1:5672",
            AmqpBroker.AddressOf,
            "take the facts from RabbitMQ, e.g. amqp://guest:guest@127.0.0.1:5672; without it from a broker within the program");
        Option<string> data = CommandLineOption.Text("--data", "DIR", "keep integrated facts and dead letters there; one directory for each replica; without it in memory");
        Option<string> replica = CommandLineOption.Text("--replica", "NAME", "the name of this replica", defaults.Replica);
        Option<TimeSpan> slow = CommandLineOption.Duration("--slow", "200ms", "take this long for each fact, e.g. 200ms: time to kill a replica that has some");
        return new CommandLine<ProgramOptions>(
            "FactConsumers",
            "FactConsumers integrates facts about mushrooms from two queues, and stops all of it at the first fact that it cannot integrate.",
            [port, amqp, data, replica, slow],
            said => new ProgramOptions
            {
                Port = said.GetValue(port),
                Amqp = said.GetValue(amqp),
                DataDirectory = said.GetValue(data),
                Replica = said.GetRequiredValue(replica),
                Slow = said.GetValue(slow),
            });
    }
}
