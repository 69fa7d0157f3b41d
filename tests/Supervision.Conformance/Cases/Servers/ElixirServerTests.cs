namespace Supervision.Conformance.Cases.Servers;

/// <summary>The cases of Elixir's GenServer.</summary>
public sealed class ElixirServerTests
{
    [Fact]
    [OtpCase("N-1", "GenServer", "child_spec generation")]
    public void ChildSpec_OfAServer_HasTheDefaultsAndTakesOthers()
    {
        ChildSpec spec = ChildSpec.Server("stack", () => new StackServer());
        Assert.Equal(
            ("stack", Restart.Permanent, ChildType.Worker, null, false, null),
            (spec.Id, spec.Restart, spec.Type, spec.Shutdown, spec.Significant, spec.StartTimeout));

        ChildSpec changed = spec with { Id = "other", Restart = Restart.Temporary, Shutdown = Shutdown.Infinite };
        Assert.Equal(
            ("other", Restart.Temporary, Shutdown.Infinite, spec.Start), (changed.Id, changed.Restart, changed.Shutdown, changed.Start));
    }

    [Fact]
    [OtpCase("N-2", "GenServer", "bad names")]
    public void Start_WithAnImpossibleName_IsRefusedAndNothingStarts() => Orders.Explore(async context =>
    {
        ServerOptions empty = new() { Name = "" };

        ArgumentException outside = Assert.Throws<ArgumentException>(
            () => { _ = context.Runtime.StartServerAsync(() => new StackServer(), empty); });
        ArgumentException inside = Assert.Throws<ArgumentException>(() => { _ = context.StartServerAsync(() => new StackServer(), empty); });

        Assert.All([outside, inside], error => Assert.StartsWith(
            "ProcessOptions.Name was empty; it must be null or have at least one character.", error.Message, StringComparison.Ordinal));
        Assert.Equal([context.Self], context.Runtime.Processes());
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("N-5", "GenServer", "start with local")]
    [OtpCase("N-12", "GenServer", "whereis")]
    public void Server_WithAName_IsCalledAndFoundByIt() => Orders.Explore(async context =>
    {
        ServerRef<StackMessage> server = await context.StartServerAsync(() => new StackServer("hello"), new ServerOptions { Name = "stack" });
        ServerRef<StackMessage> named = ServerRef<StackMessage>.ForName(context.Runtime, "stack");

        Assert.Equal("hello", await named.CallAsync(new StackMessage.Pop()));
        Assert.Equal((server.Pid, server.Pid), (named.Pid, context.Runtime.Find("stack")));
        Assert.Equal(server.Pid, ServerRef<StackMessage>.ForPid(server.Pid).Pid);
        Assert.Equal((Pid.None, Pid.None), (ServerRef<StackMessage>.ForName(context.Runtime, "unknown").Pid, context.Runtime.Find("unknown")));
    });

    /// <remarks>Elixir answers a cast to nobody with <c>ok</c>; here the result says what became of it, and nothing is raised.</remarks>
    [Fact]
    [OtpCase("N-6", "GenServer", "start_link, call, cast")]
    public void Server_Linked_PopsPushesAndStops() => Orders.Explore(async context =>
    {
        ServerRef<StackMessage> server = await context.StartServerAsync(() => new StackServer("hello"));
        Assert.Contains(server.Pid, (await context.Runtime.InfoAsync(context.Self))!.Links);

        Assert.Equal("hello", await server.CallAsync(new StackMessage.Pop()));
        Assert.Equal(SendResult.Accepted, server.Cast(new StackMessage.Push("world")));
        Assert.Equal("world", await server.CallAsync(new StackMessage.Pop()));
        Assert.Equal(ExitReason.Normal, await server.StopAsync());

        Assert.Equal(SendResult.NoProcess, ServerRef<StackMessage>.ForName(context.Runtime, "unknown").Cast(new StackMessage.Push("lost")));
        Assert.Equal(SendResult.NoProcess, default(ServerRef<StackMessage>).Cast(new StackMessage.Push("lost")));
        await Expect.ExitAsync(context, server.Pid, ExitReason.Normal);
        await Expect.NothingMoreAsync(context);
    });

    [Fact]
    [OtpCase("N-7", "GenServer", "call exit messages")]
    public void Call_ThatFails_SaysWhyAndWhomItCalled() => Orders.Explore(async context =>
    {
        Assert.True(context.TryRegister("caller"));
        ServerRef<StackMessage> stopped = await context.Runtime.StartServerAsync(() => new StackServer());
        await stopped.StopAsync();
        ServerRef<StackMessage> silent = await context.Runtime.StartServerAsync(() => new StackServer());
        ServerRef<StackMessage> free = ServerRef<StackMessage>.ForName(context.Runtime, "free");

        await AssertFailsAsync(ServerRef<StackMessage>.ForPid(context.Self), CallFailureCause.SelfCall, "calling_self", context.Self.ToString());
        await AssertFailsAsync(ServerRef<StackMessage>.ForName(context.Runtime, "caller"), CallFailureCause.SelfCall, "calling_self", "caller");
        await AssertFailsAsync(silent, CallFailureCause.Timeout, "timeout", silent.Pid.ToString());
        await AssertFailsAsync(default, CallFailureCause.NoProcess, "noproc", "the default ServerRef");
        await AssertFailsAsync(free, CallFailureCause.NoProcess, "noproc", "free");
        await AssertFailsAsync(stopped, CallFailureCause.NoProcess, "noproc", stopped.Pid.ToString());
        await Expect.NothingMoreAsync(context);

        static async Task AssertFailsAsync(ServerRef<StackMessage> server, CallFailureCause cause, string reason, string called)
        {
            CallFailure failure = await Starting.FailureAsync(server.TryCallAsync(new StackMessage.Keep(), TimeSpan.FromMilliseconds(1)));
            Assert.Equal((cause, reason), (failure.Cause, failure.Reason.ToString()));
            Assert.StartsWith($"Call Keep to {called}", failure.Detail, StringComparison.Ordinal);
        }
    });

    [Fact]
    [OtpCase("N-8", "GenServer", "name nil")]
    public void Server_WithoutAName_HasNone() => Orders.Explore(async context =>
    {
        ServerRef<StackMessage> server = await context.StartServerAsync(() => new StackServer(), new ServerOptions { Name = null });

        Assert.Null((await context.Runtime.InfoAsync(server.Pid))!.Name);
    });

    [Fact]
    [OtpCase("N-9", "GenServer", "start/2")]
    public void Server_StartedOnItsOwn_IsNotLinked() => Orders.Explore(async context =>
    {
        ServerRef<StackMessage> server = await context.Runtime.StartServerAsync(() => new StackServer());

        Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
        Assert.Empty((await context.Runtime.InfoAsync(server.Pid))!.Links);
        await server.StopAsync();
        await Expect.NothingMoreAsync(context);
    });

    /// <remarks>Where Elixir exits the caller, the reason is the result; to stop oneself this way is an error of use.</remarks>
    [Fact]
    [OtpCase("N-13", "GenServer", "stop/3")]
    public void Stop_OfALivingADeadNobodyAndOneself_AnswersOrRefuses() => Orders.Explore(async context =>
    {
        ServerRef<StackMessage> server = await context.Runtime.StartServerAsync(() => new StackServer());
        Assert.Equal(ExitReason.Normal, await server.StopAsync(ExitReason.Normal));
        Assert.Equal(ExitReason.NoProcess, await server.StopAsync(ExitReason.Normal));
        Assert.Equal(ExitReason.NoProcess, await default(ServerRef<StackMessage>).StopAsync());

        ServerRef<Step> self = await context.Runtime.StartServerAsync(() => new SteppingServer());
        string refusal = await self.CallAsync(new Step.Ask((server, call) =>
            server.Reply(call, Assert.Throws<InvalidOperationException>(() => { _ = self.StopAsync(); }).Message)));
        Assert.Equal(
            $"{self.Pid} waits for its own end with StopAsync and would wait for ever. Inside a server call Stop(reason) and return.", refusal);
        Assert.Equal("ok", await self.CallAsync(SteppingServer.Ping));

        await context.StartServerAsync(() => new StackServer(), new ServerOptions { Name = "stack" });
        Assert.Equal(ExitReason.Normal, await ServerRef<StackMessage>.ForName(context.Runtime, "stack").StopAsync());
        Assert.Equal(Pid.None, context.Runtime.Find("stack"));
    });
}
