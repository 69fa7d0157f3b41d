using Supervision;
using Supervision.Testing;

namespace ItemsApi.Tests;

/// <summary>A tree in virtual time, with stores and mails that a test controls.</summary>
public abstract class TreeTestBase : IDisposable
{
    private protected TreeTestBase() => Simulation = NewSimulation(seed: null);

    /// <summary>Orders in which what happens may happen.</summary>
    public static TheoryData<ulong> Seeds { get; } = [.. Enumerable.Range(1, 25).Select(seed => (ulong)seed)];

    private protected LogLines Log { get; } = new();

    private protected MemoryStores Stores { get; } = new();

    private protected MemoryTransport Mails { get; } = new();

    private protected Simulation Simulation { get; private set; }

    private protected TreeParts Parts => new()
    {
        Stores = Stores,
        Connect = Mails.Connect,
        Endpoint = ChildSpec.Process("endpoint", WaitAsync, new ProcessOptions { Name = Names.Endpoint }),
        Logger = Log,
    };

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Simulation.Dispose();
        Log.Dispose();
    }

    /// <summary>Draws the order of everything that follows.</summary>
    private protected void Draw(ulong seed)
    {
        Simulation.Dispose();
        Simulation = NewSimulation(seed);
    }

    private Simulation NewSimulation(ulong? seed) => new(seed, new ProcessRuntimeOptions { LoggerFactory = Log });

    private protected static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<Signal.Exit>();

    private protected Task<SupervisorRef> StartAsync(SupervisorSpec tree)
    {
        Task<SupervisorRef> start = Simulation.Runtime.StartSupervisorAsync(tree);
        Simulation.RunUntilIdle();
        return start;
    }

    private protected Pid Find(string name) => Simulation.Runtime.Find(name);

    private protected Pid[] FindAll(params string[] names) => [.. names.Select(Find)];

    /// <summary>Kills the mailer ten times a second. True when the root has survived.</summary>
    private protected bool KillMailer(Pid root, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Simulation.Advance(TimeSpan.FromMilliseconds(100));
            Find(Names.Mailer).Exit(ExitReason.Kill);
            Simulation.RunUntilIdle();
        }

        return root.IsAlive;
    }

    private protected async Task<string> AskReadinessAsync()
    {
        ValueTask<string> call = ServerRef<ReadinessMessage>.ForName(Simulation.Runtime, Names.Readiness).CallAsync(new ReadinessMessage.Degraded());
        Simulation.RunUntilIdle();
        return await call;
    }
}
