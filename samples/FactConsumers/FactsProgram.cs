using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Supervision.Hosting;

namespace FactConsumers;

/// <summary>The program: a host with the tree in it, and the first lines for the person who started it.</summary>
internal static class FactsProgram
{
    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        if (options.DataDirectory is { } directory && DataDirectory.MistakeIn(directory) is { } mistake)
        {
            await Console.Error.WriteLineAsync(mistake);
            return 1;
        }

        HostApplicationBuilder builder = HostedProgram.NewBuilder();
        builder.Services.AddSupervision((tree, services) => tree.Use(FactsTree.Build(Parts(options, services.GetRequiredService<ILoggerFactory>()))));
        builder.Services.AddServerRef<EndpointMessage>(new ReplicaNames(options.Replica).Endpoint);
        return await HostedProgram.RunAsync(builder.Build(), async services =>
            FirstLines.For(await services.GetRequiredService<ServerRef<EndpointMessage>>().CallAsync(new EndpointMessage.GetAddress()), options));
    }

    private static TreeParts Parts(ProgramOptions options, ILoggerFactory loggers)
    {
        var names = new ReplicaNames(options.Replica);
        var vocabulary = new Vocabulary();
        var memory = new MemoryJournal();
        var parts = new TreeParts
        {
            Names = names,
            Group = new GroupParts
            {
                Broker = options.Amqp is { } address ? new AmqpBroker(address, options.Replica, FactQueues.All) : new MemoryBroker(),
                Vocabulary = vocabulary,
                Logger = loggers.CreateLogger("FactConsumers"),
                Slow = options.Slow,
            },
            NewJournal = () => memory,
            Endpoint = EndpointTree.Child(new EndpointPlace(options.Port), names, vocabulary, loggers),
        };
        return options.DataDirectory is { } directory ? OnDisk(parts, directory) : parts;
    }

    private static TreeParts OnDisk(TreeParts parts, string directory)
    {
        string full = Path.GetFullPath(directory);
        return parts with
        {
            NewJournal = () => new FileJournal(Path.Combine(full, "facts.journal")),
            DeadLetterStore = new FileDeadLetterStore<DeadFact>(
                Path.Combine(full, "dead-letters"),
                dead => JsonSerializer.SerializeToUtf8Bytes(dead, FactsJson.Plain.DeadFact),
                bytes => JsonSerializer.Deserialize(bytes.Span, FactsJson.Plain.DeadFact)!),
        };
    }
}
