using Supervision.Testing;

namespace Supervision.Conformance.Cases.Servers;

/// <summary>Requests that are sent now and answered later: a call's task is the request, a dictionary of tasks the collection.</summary>
public sealed class RequestTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    [OtpCase("G-17", "gen_server_SUITE", "send_request")]
    public void Request_ToServersAndToNobody_IsAnsweredWhenItIsAwaited() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage> server = await context.StartServerAsync(() => new SuiteServer(), new ServerOptions { Name = "named" });
        ServerRef<SuiteMessage> named = ServerRef<SuiteMessage>.ForName(context.Runtime, "named");
        ServerRef<SuiteMessage> free = ServerRef<SuiteMessage>.ForName(context.Runtime, "free");
        ServerRef<SuiteMessage> dead = await context.StartServerAsync(() => new SuiteServer());
        await dead.StopAsync();
        await Expect.ExitAsync(context, dead.Pid, ExitReason.Normal);

        Task<CallResult<string>> first = Send(server, new SuiteMessage.Ping());
        Task<CallResult<string>> second = Send(named, new SuiteMessage.Ping());
        Assert.Equal(("pong", "pong"), ((await second).Reply, (await first).Reply));

        Task<CallResult<string>> slow = Send(server, new SuiteMessage.DelayedAnswer(50 * Millisecond));
        context.Self.Send("foreign");
        Assert.Equal("foreign", await context.ReceiveAsync<string>());
        Assert.False(slow.IsCompleted);
        Assert.Null(await WithinAsync(context, [slow], TimeSpan.Zero));
        Assert.Equal("delayed", (await slow).Reply);

        foreach (ServerRef<SuiteMessage> nobody in new[] { dead, free })
        {
            Task<CallResult<string>> request = Send(nobody, new SuiteMessage.Ping());
            Assert.Equal((CallFailureCause.NoProcess, ExitReason.NoProcess), ((await request).Failure?.Cause, (await request).Failure?.Reason));
        }

        await Expect.NothingMoreAsync(context);
    });

    /// <remarks>A request that was abandoned is one whose own timeout has passed. A request cannot be added twice: a task is a key.
    /// That a process is not alive directly after it was sent a kill is a deliberate difference; here its end is awaited.</remarks>
    [Fact]
    [OtpCase("G-18", "gen_server_SUITE", "send_request_receive_reqid_collection")]
    public void Requests_ReceivedOneByOne_ComeInTheOrderOfTheirReplies_AndTheirTimeoutAbandonsThem() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage>[] servers = await ServersAsync(context, 4);
        Task<CallResult<string>> unrelated = Send(servers[3], new SuiteMessage.DelayedAnswer(2000 * Millisecond));
        Dictionary<Task<CallResult<string>>, int> requests = Delayed(servers, Timeout.InfiniteTimeSpan);
        Assert.Throws<ArgumentException>(() => requests.Add(requests.Keys.First(), 4));

        foreach ((int label, int left) in new[] { (2, 2), (3, 1), (1, 0) })
        {
            Task<CallResult<string>> done = await Task.WhenAny(requests.Keys);
            Assert.Equal("delayed", (await done).Reply);
            Assert.True(requests.Remove(done, out int actual));
            Assert.Equal((label, left), (actual, requests.Count));
        }

        Assert.Throws<ArgumentException>(() => { _ = Task.WhenAny(requests.Keys); });

        // A deadline that only the first meets: the rest is abandoned, and stays so.
        requests = Delayed(servers, 100 * Millisecond);
        CallResult<string>[] results = await Task.WhenAll(requests.Keys);
        Assert.Equal([CallFailureCause.Timeout, null, CallFailureCause.Timeout], results.Select(result => result.Failure?.Cause));
        await context.DelayAsync(1000 * Millisecond);
        Assert.Equal(CallFailureCause.Timeout, (await requests.First().Key).Failure?.Cause);

        Task<CallResult<string>> stopping = Send(servers[0], new SuiteMessage.StopWith(ExitReason.Shutdown));
        Assert.Equal(ExitReason.Shutdown, (await stopping).Failure?.Reason);
        Assert.Equal("delayed", (await unrelated).Reply);
        Task<ExitReason> killed = servers[1].Pid.WaitForExitAsync();
        servers[1].Pid.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, await killed);
        Assert.False(servers[1].Pid.IsAlive);
        await Expect.NothingMoreAsync(context);
        Assert.All(context.Simulation.DeadLetters, letter => Assert.Equal(DeadLetterCause.LateReply, letter.Cause));
    });

    [Fact]
    [OtpCase("G-19", "gen_server_SUITE", "send_request_wait_reqid_collection")]
    public void Requests_WaitedFor_AreKeptWhenTheWaitIsOverAndAnsweredToALaterOne() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage>[] servers = await ServersAsync(context, 4);
        Task<CallResult<string>> unrelated = Send(servers[3], new SuiteMessage.DelayedAnswer(2000 * Millisecond));
        Dictionary<Task<CallResult<string>>, int> requests = Delayed(servers, Timeout.InfiniteTimeSpan);

        Task<CallResult<string>>? first = await WithinAsync(context, requests.Keys, 100 * Millisecond);
        Assert.Equal((2, 3), (requests[first!], requests.Count));
        Assert.Same(first, await WithinAsync(context, requests.Keys, 100 * Millisecond));
        requests.Remove(first!);

        Assert.Null(await WithinAsync(context, requests.Keys, 50 * Millisecond));
        Assert.Equal(2, requests.Count);
        foreach (int label in new[] { 3, 1 })
        {
            Task<CallResult<string>>? later = await WithinAsync(context, requests.Keys, Timeout.InfiniteTimeSpan);
            Assert.Equal("delayed", (await later!).Reply);
            Assert.Equal(label, requests[later!]);
            requests.Remove(later!);
        }

        Assert.Throws<ArgumentException>(() => { _ = Task.WhenAny(requests.Keys); });
        Task<CallResult<string>> stopping = Send(servers[0], new SuiteMessage.StopWith(ExitReason.Shutdown));
        Assert.Equal(ExitReason.Shutdown, (await stopping).Failure?.Reason);
        Assert.Equal("delayed", (await unrelated).Reply);
        await Expect.NothingMoreAsync(context);
        Assert.Empty(context.Simulation.DeadLetters);
    });

    /// <remarks>Replies are no messages here, so nothing has to be handed in: a message is none of the requests', and which of them is answered is asked of
    /// the requests.</remarks>
    [Fact]
    [OtpCase("G-20", "gen_server_SUITE", "send_request_check_reqid_collection")]
    public void Requests_Checked_AreAnsweredByTheirOwnRepliesOnly() => Orders.Explore(async context =>
    {
        ServerRef<SuiteMessage>[] servers = await ServersAsync(context, 3);
        Dictionary<Task<CallResult<string>>, int> requests = Delayed(servers, Timeout.InfiniteTimeSpan);
        context.Self.Send("delayed");

        Assert.Equal("delayed", await context.ReceiveAsync<object>());
        Assert.DoesNotContain(requests.Keys, request => request.IsCompleted);
        foreach ((int time, int label) in new[] { (100, 2), (200, 3), (200, 1) })
        {
            await context.DelayAsync(time * Millisecond);
            Task<CallResult<string>> done = Assert.Single(requests.Keys, request => request.IsCompleted);
            Assert.Equal(("delayed", label), ((await done).Reply, requests[done]));
            requests.Remove(done);
        }

        Assert.DoesNotContain(requests.Keys, request => request.IsCompleted);
        await Expect.NothingMoreAsync(context);
    });

    private static async Task<ServerRef<SuiteMessage>[]> ServersAsync(TestProcess context, int count)
    {
        ServerRef<SuiteMessage>[] servers = new ServerRef<SuiteMessage>[count];
        for (int i = 0; i < count; i++)
        {
            servers[i] = await context.Runtime.StartServerAsync(() => new SuiteServer());
        }

        return servers;
    }

    private static Task<CallResult<string>> Send(ServerRef<SuiteMessage> server, ICall<SuiteMessage, string> request, TimeSpan? timeout = null) =>
        server.TryCallAsync(request, timeout ?? Timeout.InfiniteTimeSpan).AsTask();

    /// <summary>Three requests with their labels, answered after 400, 1 and 200 ms.</summary>
    private static Dictionary<Task<CallResult<string>>, int> Delayed(ServerRef<SuiteMessage>[] servers, TimeSpan timeout) => new()
    {
        [Send(servers[0], new SuiteMessage.DelayedAnswer(400 * Millisecond), timeout)] = 1,
        [Send(servers[1], new SuiteMessage.DelayedAnswer(Millisecond), timeout)] = 2,
        [Send(servers[2], new SuiteMessage.DelayedAnswer(200 * Millisecond), timeout)] = 3,
    };

    /// <summary>The first request that is answered within a time; null when none is.</summary>
    private static async Task<Task<CallResult<string>>?> WithinAsync(
        ProcessContext context, IEnumerable<Task<CallResult<string>>> requests, TimeSpan time) =>
        await Task.WhenAny([.. requests, context.DelayAsync(time)]) as Task<CallResult<string>>;
}
