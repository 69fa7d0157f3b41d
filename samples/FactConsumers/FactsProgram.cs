using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;
using Supervision.Hosting;

namespace FactConsumers;

/// <summary>The program: a host with the tree in it, and the first lines for the person who started it.</summary>
internal static class FactsProgram
{
    // More than all deadlines of the tree together.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <summary>Runs until Ctrl-C, SIGTERM or the end of the root.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        try
        {
            return await RunHostAsync(options);
        }
        catch (TreeStartException refused)
        {
            // The host is disposed: everything was logged, and this line is the last.
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> RunHostAsync(ProgramOptions options)
    {
        using IHost host = Build(options);
        await host.StartAsync();
        var names = new ReplicaNames(options.Replica);
        Uri address = await ServerRef<EndpointMessage>
            .ForName(host.Services.GetRequiredService<SupervisionHost>().Runtime, names.Endpoint)
            .CallAsync(new EndpointMessage.GetAddress());
        await Console.Out.WriteAsync(FirstLines.For(address, options));
        await host.WaitForShutdownAsync();
        return host.Services.GetRequiredService<SupervisionHost>().ExitCode;
    }

    private static IHost Build(ProgramOptions options)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole(console =>
        {
            // What a person reads first is on standard output; the log is beside it.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = LineFormatter.FormatterName;
        });
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It would only repeat, with its stack, what stopped the start.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Services.AddSupervision((tree, services) => tree.Use(FactsTree.Build(Parts(options, services.GetRequiredService<ILoggerFactory>()))));
        return builder.Build();
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
            Endpoint = EndpointTree.Child(new EndpointPort(options.Port), names, vocabulary, loggers),
        };
        return options.DataDirectory is { } directory ? OnDisk(parts, directory) : parts;
    }

    private static TreeParts OnDisk(TreeParts parts, string directory)
    {
        string full = Directory.CreateDirectory(directory).FullName;
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
