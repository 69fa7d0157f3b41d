using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>What a caller or a full mailbox decides about a message must not disturb the queue that the message is still in.</summary>
public sealed class QueueIntegrityTests
{
    public abstract record Note
    {
        public sealed record Tell(int N) : Note;

        public sealed record Ask(int N) : Note, ICall<Note, int>;
    }

    private sealed class Collector(List<int> seen) : GenServer<Note>
    {
        protected override ValueTask HandleAsync(Note message)
        {
            switch (message)
            {
                case Note.Tell tell:
                    seen.Add(tell.N);
                    break;
                case Note.Ask ask:
                    seen.Add(ask.N);
                    Reply(ask, ask.N);
                    break;
            }

            return default;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3UL)]
    public void CallTimesOut_WhileRequestIsQueued_LaterMessagesStay(ulong? seed)
    {
        List<int> seen = [];
        using Simulation simulation = new(seed);
        simulation.Run(async context =>
        {
            ServerRef<Note> server = await context.StartServerAsync(() => new Collector(seen));
            await context.Runtime.SuspendAsync(server.Pid);
            context.Spawn(async _ => await server.TryCallAsync(new Note.Ask(1), TimeSpan.FromSeconds(1)));
            await context.DelayAsync(TimeSpan.FromMilliseconds(500));
            for (int n = 2; n <= 5; n++)
            {
                server.Cast(new Note.Tell(n));
            }

            await context.DelayAsync(TimeSpan.FromSeconds(1));
            await context.Runtime.ResumeAsync(server.Pid);
            Assert.Equal(6, await server.CallAsync(new Note.Ask(6)));
        });

        Assert.Equal([1, 2, 3, 4, 5, 6], seen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3UL)]
    public void CallerEnds_WhileReplyIsInItsDoor_OthersAreAnswered(ulong? seed)
    {
        using Simulation simulation = new(seed);
        simulation.Run(async context =>
        {
            ServerRef<Note> server = await context.StartServerAsync(() => new Collector([]));
            for (int i = 0; i < 100; i++)
            {
                Pid caller = context.Spawn(async _ => await server.TryCallAsync(new Note.Ask(1)));
                MonitorRef monitor = context.Monitor(caller);
                caller.Exit(ExitReason.Kill);
                Assert.NotNull(await context.TryReceiveAsync<Signal.Down>(TimeSpan.FromMinutes(1), down => down.Monitor == monitor));
            }
        });
    }

    [Fact]
    public void CallIsDroppedAsOldest_WhileQueued_LaterMessagesStay()
    {
        List<int> seen = [];
        ServerOptions options = new() { Mailbox = new MailboxOptions(3, MailboxFullMode.DropOldest) };
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Note> server = await context.StartServerAsync(() => new Collector(seen), options);
            await context.Runtime.SuspendAsync(server.Pid);
            CallResult<int>? dropped = null;
            context.Spawn(async _ => dropped = await server.TryCallAsync(new Note.Ask(1)));
            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
            for (int n = 2; n <= 4; n++)
            {
                server.Cast(new Note.Tell(n));
            }

            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
            Assert.Equal(CallFailureCause.Overloaded, dropped?.Failure?.Cause);
            await context.Runtime.ResumeAsync(server.Pid);
            await context.DelayAsync(TimeSpan.FromMilliseconds(1));
        });

        Assert.Equal([2, 3, 4], seen);
    }

    [Theory]
    [InlineData(MailboxFullMode.Wait)]
    [InlineData(MailboxFullMode.Reject)]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    public void DeadProcess_HadABound_RefusesAsAnyOther(MailboxFullMode mode)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid gone = context.Spawn(static _ => Task.CompletedTask, new ProcessOptions { Mailbox = new MailboxOptions(1, mode) });
            await gone.WaitForExitAsync();
            Assert.Equal(SendResult.NoProcess, gone.Send("late"));
            Assert.Equal(SendResult.NoProcess, await gone.SendAsync("late"));
            Assert.Equal(CallFailureCause.NoProcess, (await ServerRef<Note>.ForPid(gone).TryCallAsync(new Note.Ask(1))).Failure?.Cause);
        });
    }

    [Fact]
    public void WaitersOfAFullMailbox_WhoGaveUp_AreForgotten()
    {
        List<WeakReference> gone = [];
        ServerOptions options = new() { Mailbox = new MailboxOptions(1) };
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Note> server = await context.StartServerAsync(() => new Collector([]), options);
            await context.Runtime.SuspendAsync(server.Pid);
            server.Cast(new Note.Tell(0));
            for (int i = 0; i < 1_000; i++)
            {
                await CallAndGiveUpAsync(server, gone);
            }
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        int kept = gone.Count(static reference => reference.IsAlive);
        Assert.True(kept < 100, $"{kept} requests are kept of {gone.Count} that nobody waits for");
    }

    [Fact]
    public void CallsThatABodyHasAnswered_AreForgotten()
    {
        List<WeakReference> gone = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid body = context.Spawn(static async server =>
            {
                while (true)
                {
                    await AnswerOneAsync(server);
                }
            });
            for (int i = 0; i < 100; i++)
            {
                await CallAndForgetAsync(ServerRef<Note>.ForPid(body), gone);
            }
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(0, gone.Count(static reference => reference.IsAlive));
    }

    private static async Task AnswerOneAsync(ProcessContext server)
    {
        Note.Ask ask = await server.ReceiveAsync<Note.Ask>();
        server.TakeCaller<Note, int>(ask).Reply(ask.N);
    }

    private static async Task CallAndForgetAsync(ServerRef<Note> server, List<WeakReference> gone)
    {
        Note.Ask request = new(gone.Count);
        gone.Add(new WeakReference(request));
        Assert.Equal(request.N, await server.CallAsync(request));
    }

    private static async Task CallAndGiveUpAsync(ServerRef<Note> server, List<WeakReference> gone)
    {
        Note.Ask request = new(gone.Count);
        gone.Add(new WeakReference(request));
        Assert.Equal(CallFailureCause.Timeout, (await server.TryCallAsync(request, TimeSpan.FromMilliseconds(1))).Failure?.Cause);
    }
}
