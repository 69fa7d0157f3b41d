namespace Supervision.Stress;

/// <summary>A message wakes its process, once, and the process runs on one thread at a time.</summary>
public sealed class WakeUpTests
{
    [Fact]
    [Trait("Bug", "1")]
    public async Task Send_AroundTheMomentOfParking_IsHandled()
    {
        const int Senders = 3;
        int rounds = Load.Times(20_000);
        int received = 0;
        using SemaphoreSlim roundDone = new(0);
        await using ProcessRuntime runtime = new();
        Pid receiver = runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
                if (++received % Senders == 0)
                {
                    roundDone.Release();
                }
            }
        });
        object message = new();
        using Barrier round = new(Senders);
        await Load.OnThreads(Senders, index =>
        {
            Random random = new(index);
            for (int i = 0; i < rounds; i++)
            {
                round.SignalAndWait();
                Load.Spin(random.Next(300));
                receiver.Send(message);
                if (index == 0)
                {
                    Assert.True(roundDone.Wait(Load.HangLimit), $"round {i}: {received} of {(i + 1) * Senders} messages handled");
                }
            }
        }).InTime();

        Assert.Equal(rounds * Senders, received);
    }

    [Fact]
    [Trait("Bug", "2")]
    public async Task Processes_SentToFromManyThreads_NeverRunTwiceAtOnce()
    {
        const int Workers = 8;
        const int Senders = 4;
        int each = Load.Times(40_000);
        int[] inside = new int[Workers];
        int[] handled = new int[Workers];
        int violations = 0;
        await using ProcessRuntime runtime = new();
        Pid[] pids = [.. Enumerable.Range(0, Workers).Select(index => runtime.Spawn(async context =>
        {
            while (true)
            {
                int n = await context.ReceiveAsync<int>();
                if (Interlocked.Increment(ref inside[index]) != 1)
                {
                    Interlocked.Increment(ref violations);
                }

                handled[index]++;
                Interlocked.Decrement(ref inside[index]);
                if (n % 64 == 0)
                {
                    await Task.Yield();
                }
            }
        }))];
        await Load.OnThreads(Senders, index =>
        {
            Random random = new(index);
            for (int i = 0; i < each; i++)
            {
                pids[random.Next(Workers)].Send(i);
            }
        }).InTime();
        await Load.UntilAsync(() => handled.Sum() == Senders * each, "every message is handled");

        Assert.Equal(0, violations);
    }

    [Fact]
    [Trait("Bug", "4")]
    public async Task Names_SentToWhileTheServerStarts_FindItInitialised()
    {
        int starts = Load.Times(2_000);
        bool stop = false;
        await using ProcessRuntime runtime = new();
        Task noise = Load.OnThreads(2, _ =>
        {
            while (!Volatile.Read(ref stop))
            {
                runtime.Send("early", new Job.Echo(0));
                Load.Spin(20);
            }
        });
        for (int i = 0; i < starts; i++)
        {
            ServerRef<Job> server = await runtime.StartServerAsync(
                () => new Careful(), new ServerOptions { Name = "early", TrapExits = i % 2 == 0 }).InTime();
            Assert.Equal(i, await server.CallAsync(new Job.Echo(i), Timeout.InfiniteTimeSpan).AsTask().InTime());
            Assert.Equal(ExitReason.Normal, await server.StopAsync().InTime());
        }

        Volatile.Write(ref stop, true);
        await noise.InTime();
    }

    private sealed class Careful : Worker
    {
        private bool _isInitialised;

        protected override async ValueTask<InitResult> InitAsync()
        {
            await Task.Yield();
            _isInitialised = true;
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(Job message) =>
            _isInitialised ? base.HandleAsync(message) : throw new InvalidOperationException("a message before the initialisation");
    }
}
