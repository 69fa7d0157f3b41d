namespace Supervision.Stress;

/// <summary>The bound of a mailbox holds exactly, whoever sends from wherever, and nobody who waits for room is forgotten.</summary>
public sealed class BoundTests
{
    private const int Capacity = 16;
    private const int Senders = 4;
    private const int Each = 50;

    [Theory]
    [InlineData(MailboxFullMode.Reject)]
    [InlineData(MailboxFullMode.DropNewest)]
    [Trait("Bug", "6")]
    public async Task FullMailbox_SentToFromManyThreads_AcceptsExactlyItsCapacity(MailboxFullMode mode)
    {
        int rounds = Load.Times(150);
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await StartServer(runtime, mode);
        for (int round = 0; round < rounds; round++)
        {
            int accepted = 0;
            long lost = runtime.DeadLetterCount;
            await runtime.SuspendAsync(server.Pid).InTime();
            await Load.OnThreads(Senders, _ =>
            {
                for (int i = 0; i < Each; i++)
                {
                    if (server.Cast(new Job.Echo(i)) == SendResult.Accepted)
                    {
                        Interlocked.Increment(ref accepted);
                    }
                }
            }).InTime();
            Assert.Equal(Capacity, accepted);
            Assert.Equal((Senders * Each) - Capacity, runtime.DeadLetterCount - lost);
            await Drain(runtime, server);
        }
    }

    [Fact]
    [Trait("Bug", "6")]
    public async Task FullMailbox_ThatDropsTheOldest_KeepsTheNewest()
    {
        int rounds = Load.Times(150);
        List<int> seen = [];
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await StartServer(runtime, MailboxFullMode.DropOldest);
        for (int round = 0; round < rounds; round++)
        {
            seen.Clear();
            await runtime.SuspendAsync(server.Pid).InTime();
            await Load.OnThreads(Senders, sender =>
            {
                for (int i = 0; i < Each; i++)
                {
                    int n = (sender * Each) + i;
                    server.Cast(new Job.Run(_ =>
                    {
                        seen.Add(n);
                        return default;
                    }));
                }
            }).InTime();
            await Drain(runtime, server);
            Assert.Equal(Capacity, seen.Count);

            // Of each sender, the last ones in their order.
            Assert.All(seen.GroupBy(static n => n / Each), ofOne => Assert.Equal(ofOne, ofOne.Order()));
            Assert.Contains(seen, static n => n % Each == Each - 1);
        }
    }

    [Fact]
    [Trait("Bug", "6")]
    public async Task FullMailbox_ThatMakesWait_AdmitsAllInTheEnd()
    {
        int rounds = Load.Times(150);
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await StartServer(runtime, MailboxFullMode.Wait);
        for (int round = 0; round < rounds; round++)
        {
            Task<SendResult>[] sends = new Task<SendResult>[Senders * Each];
            await runtime.SuspendAsync(server.Pid).InTime();
            await Load.OnThreads(Senders, sender =>
            {
                for (int i = 0; i < Each; i++)
                {
                    sends[(sender * Each) + i] = server.CastAsync(new Job.Echo(i), TestContext.Current.CancellationToken).AsTask();
                }
            }).InTime();
            Assert.Equal(Capacity, sends.Count(static send => send.IsCompleted));
            await runtime.ResumeAsync(server.Pid).InTime();
            Assert.All(await Task.WhenAll(sends).InTime(), static result => Assert.Equal(SendResult.Accepted, result));
            await Drain(runtime, server);
        }
    }

    [Fact]
    [Trait("Bug", "6")]
    public async Task FullMailbox_OwnerDies_AllWhoWaitAreTold()
    {
        int rounds = Load.Times(200);
        await using ProcessRuntime runtime = new();
        for (int round = 0; round < rounds; round++)
        {
            ServerRef<Job> server = await StartServer(runtime, MailboxFullMode.Wait);
            Task<SendResult>[] sends = new Task<SendResult>[Senders * Each];
            await runtime.SuspendAsync(server.Pid).InTime();
            await Load.OnThreads(Senders, sender =>
            {
                for (int i = 0; i < Each; i++)
                {
                    sends[(sender * Each) + i] = server.CastAsync(new Job.Echo(i), TestContext.Current.CancellationToken).AsTask();
                    if (sender == 0 && i == Each / 2)
                    {
                        server.Pid.Exit(ExitReason.Kill);
                    }
                }
            }).InTime();
            Assert.All(await Task.WhenAll(sends).InTime(), static result => Assert.True(result is SendResult.Accepted or SendResult.NoProcess));
        }
    }

    private static Task<ServerRef<Job>> StartServer(ProcessRuntime runtime, MailboxFullMode mode) =>
        runtime.StartServerAsync(static () => new Worker(), new ServerOptions { Mailbox = new MailboxOptions(Capacity, mode) });

    private static async Task Drain(ProcessRuntime runtime, ServerRef<Job> server)
    {
        await runtime.ResumeAsync(server.Pid).InTime();
        while ((await runtime.InfoAsync(server.Pid).InTime()) is { MailboxLength: > 0 })
        {
        }
    }
}
