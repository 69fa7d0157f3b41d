using Supervision.Testing;

namespace Supervision.Tests.Backoffs;

/// <summary>A supervised server that lets in fifty clients a second and is brought down by too long a queue, and a thousand clients that
/// connect, lose their connection when the server falls, and try again.</summary>
internal sealed class Herd : IDisposable
{
    private const int Clients = 1000;
    private const int LongestQueue = 200;

    private static readonly TimeSpan Handshake = TimeSpan.FromMilliseconds(20);

    private readonly Simulation _simulation = new(new SimulationOptions { Seed = 1, Delivery = Delivery.Instant, MaxSteps = 1_000_000 });
    private readonly Backoff _backoff;
    private int _waiting;

    internal Herd(double jitter)
    {
        _backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 2, jitter);
        SupervisorSpec spec = new()
        {
            Id = "root",
            Options = new SupervisorOptions { MaxRestarts = int.MaxValue },
            Children = [ChildSpec.Server("server", () => new Gate(this), new ServerOptions { Name = "server" })],
        };
        _ = _simulation.Runtime.StartSupervisorAsync(spec);
        _simulation.RunUntilIdle();
        for (int client = 0; client < Clients; client++)
        {
            _simulation.Runtime.Spawn(LiveAsync);
        }
    }

    internal int Connected { get; private set; }

    internal int Crashes { get; private set; }

    public void Dispose() => _simulation.Dispose();

    internal void RunFor(TimeSpan time) => _simulation.Advance(time);

    private async Task LiveAsync(ProcessContext process)
    {
        ServerRef<Connect> server = ServerRef<Connect>.ForName(process.Runtime, "server");
        for (int attempt = 1; ; attempt++)
        {
            _waiting++;
            CallResult<Pid> answer = await server.TryCallAsync(new Connect(), Timeout.InfiniteTimeSpan);
            _waiting--;
            if (answer.TryGetReply(out Pid gate))
            {
                long since = process.Time.GetTimestamp();
                Connected++;
                MonitorRef connection = process.Monitor(gate);
                await process.ReceiveAsync<Signal.Down>(down => down.Monitor == connection);
                Connected--;

                // A connection that did not last proves nothing: beginning anew after it would keep the herd together.
                attempt = process.Time.GetElapsedTime(since) >= _backoff.Max ? 1 : attempt;
            }

            await process.DelayAsync(_backoff.DelayOf(attempt, process.Runtime));
        }
    }

    internal sealed record Connect : ICall<Connect, Pid>;

    private sealed class Gate(Herd herd) : GenServer<Connect>
    {
        protected override async ValueTask HandleAsync(Connect message)
        {
            if (herd._waiting > LongestQueue)
            {
                herd.Crashes++;
                throw new InvalidOperationException("Too many at once.");
            }

            await Context.DelayAsync(Handshake);
            Reply(message, Self);
        }
    }
}
