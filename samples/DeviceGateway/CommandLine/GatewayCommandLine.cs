using System.CommandLine;
using Brokers;

namespace DeviceGateway;

/// <summary>What can be said on the command line.</summary>
internal static class GatewayCommandLine
{
    private const string Questions = "tree, json, mermaid, dot, or what-if PATH";

    /// <summary>All options, with the defaults of <see cref="ProgramOptions"/>.</summary>
    public static CommandLine<ProgramOptions> New()
    {
        var defaults = new ProgramOptions();
        Option<int> port = CommandLineOption.Number("--port", 0, ushort.MaxValue, defaults.Port, "port on 127.0.0.1; 0 takes a free one");
        Option<DeviceRange> devices = CommandLineOption.Value(
            "--devices",
            "HOST:PORT,N",
            "host:port,count such as 127.0.0.1:17001,200",
            DeviceRange.Read,
            "read devices 1 to N over TCP, on ports PORT to PORT+N-1 (samples/DeviceSimulator has some); without it 200 within the program, of which number 17 is bonkers");
        Option<IDatabase> sql = CommandLineOption.Value<IDatabase>(
            "--sql",
            "URL",
            "a URL such as postgres://user:password@127.0.0.1:5432/gateway",
            PostgresDatabase.At,
            "PostgreSQL, e.g. postgres://user:password@127.0.0.1:5432/gateway; without it a database within the program");
        Option<Uri> amqp = CommandLineOption.Value(
            "--amqp",
            "URL",
            "a URL such as amqp://guest:guest@127.0.0.1:5672",
            AmqpBroker.AddressOf,
            "RabbitMQ, e.g. amqp://guest:guest@127.0.0.1:5672; without it a broker within the program");
        Option<string> data = CommandLineOption.Text("--data", "DIR", "keep configuration and waiting readings there; without it in a directory that is gone afterwards");
        Option<bool> refuseStale = CommandLineOption.Flag("--refuse-stale", "do not start with a configuration that the database has not confirmed");
        Option<bool> offline = CommandLineOption.Flag("--offline", "start while the network to the database and the broker within the program is down");
        Option<string[]> question = CommandLineOption.Words("--supervision", "QUESTION", Questions + ": answer, and start nothing");
        return new CommandLine<ProgramOptions>(
            "DeviceGateway",
            "DeviceGateway stands between a database and a queue on one side and hundreds of devices on the other.",
            [port, devices, sql, amqp, data, refuseStale, offline, question],
            said => new ProgramOptions
            {
                Port = said.GetValue(port),
                Devices = said.GetValue(devices),
                Sql = said.GetValue(sql),
                Amqp = said.GetValue(amqp),
                DataDirectory = said.GetValue(data),
                RefusesStale = said.GetValue(refuseStale),
                IsOffline = said.GetValue(offline),
                Question = said.GetResult(question) is null ? [] : [question.Name, .. said.GetRequiredValue(question)],
            })
        {
            Check = said => said.GetResult(question) is not { Tokens.Count: 0 } ? null : $"{question.Name} needs a question: {Questions}.",
        };
    }
}
