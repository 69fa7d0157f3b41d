using Supervision.Testing;

namespace Supervision.Tests.Guarantees;

/// <summary>A thousand clients that have lost their server at the same moment.</summary>
public sealed class ThunderingHerdTests
{
    private const int Clients = 1000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly SimulationOptions Long = new() { MaxSteps = 10_000_000 };

    [Fact]
    public void Reconnects_AfterAnOutage_PeakAtATenthOrLessWithJitter()
    {
        int without = PeakOfArrivals(jitter: 0);
        int with = PeakOfArrivals(jitter: 0.5);

        Assert.Equal(Clients, without);
        Assert.InRange(with, 1, without / 10);
    }

    [Fact]
    public void ServerForFiftyASecond_WithoutJitter_NeverRecoversInTenMinutes() =>
        Assert.Null(RecoveryOf(jitter: 0, limit: TimeSpan.FromMinutes(10)));

    [Fact]
    public void ServerForFiftyASecond_WithJitter_RecoversInUnderTwo() =>
        Assert.NotNull(RecoveryOf(jitter: 0.5, limit: TimeSpan.FromMinutes(2)));

    /// <summary>How many clients arrive in the worst 100 ms after an outage of half a minute.</summary>
    private static int PeakOfArrivals(double jitter)
    {
        Dictionary<long, int> arrivals = [];
        Simulation.Test(async test =>
        {
            Backoff backoff = Backoff.Exponential(Second, Second * 60, jitter: jitter);
            TimeSpan start = test.Simulation.Time.Elapsed;
            Pid[] clients = [.. Enumerable.Range(0, Clients).Select(_ => test.Spawn(async client =>
            {
                for (int attempt = 1; test.Simulation.Time.Elapsed - start < Second * 30; attempt++)
                {
                    await client.DelayAsync(backoff.DelayOf(attempt, client.Runtime));
                }

                long slot = (long)((test.Simulation.Time.Elapsed - start) / TimeSpan.FromMilliseconds(100));
                arrivals[slot] = arrivals.GetValueOrDefault(slot) + 1;
            }))];
            await Task.WhenAll(clients.Select(static pid => pid.WaitForExitAsync()));
        }, Long);
        Assert.Equal(Clients, arrivals.Values.Sum());
        return arrivals.Values.Max();
    }

    /// <summary>When all clients are connected again; null when they are not in time.</summary>
    private static TimeSpan? RecoveryOf(double jitter, TimeSpan limit)
    {
        TimeSpan? recovered = null;
        Simulation.Test(async test =>
        {
            test.AllowCrashes();
            Service service = new();
            Backoff backoff = Backoff.Exponential(Second, Second * 60, jitter: jitter);
            await test.StartSupervisedAsync(
                ChildSpec.Server("service", () => new Door(service), new() { Name = "service" }) with { Backoff = Backoff.Exponential(Second, Second, jitter: 0) });
            Pid[] clients = [.. Enumerable.Range(0, Clients).Select(_ => test.SpawnLink(client => ConnectAsync(client, service, backoff)))];
            TimeSpan start = test.Simulation.Time.Elapsed;
            while (recovered is null && test.Simulation.Time.Elapsed - start < limit)
            {
                await test.DelayAsync(Second);
                recovered = service.Connected == clients.Length ? test.Simulation.Time.Elapsed - start : null;
            }
        }, Long);
        return recovered;
    }

    /// <summary>Connects, and again when the connection is lost. A connection that has lasted begins the delays anew.</summary>
    private static async Task ConnectAsync(ProcessContext client, Service service, Backoff backoff)
    {
        ServerRef<Connect> door = ServerRef<Connect>.ForName(client.Runtime, "service");
        for (int attempt = 1; ; attempt++)
        {
            await client.DelayAsync(backoff.DelayOf(attempt, client.Runtime));
            service.Waiting++;
            CallResult<Pid> result = await door.TryCallAsync(new Connect(), Timeout.InfiniteTimeSpan);
            service.Waiting--;
            if (!result.TryGetReply(out Pid server))
            {
                continue;
            }

            long since = client.Time.GetTimestamp();
            service.Connected++;
            client.Monitor(server);
            await client.ReceiveAsync<Signal.Down>();
            service.Connected--;
            attempt = client.Time.GetElapsedTime(since) >= backoff.Max ? 0 : attempt;
        }
    }

    private sealed class Service
    {
        /// <summary>With so many at the door it breaks down, and all its connections with it.</summary>
        internal const int MostWaiting = 100;

        internal int Waiting { get; set; }

        internal int Connected { get; set; }
    }

    private sealed record Connect : ICall<Connect, Pid>;

    /// <summary>Lets fifty in a second.</summary>
    private sealed class Door(Service service) : GenServer<Connect>
    {
        protected override async ValueTask HandleAsync(Connect message)
        {
            if (service.Waiting > Service.MostWaiting)
            {
                Stop(new ExitReason.Custom("overloaded"));
                return;
            }

            await Context.DelayAsync(Second / 50);
            Reply(message, Self);
        }
    }
}
