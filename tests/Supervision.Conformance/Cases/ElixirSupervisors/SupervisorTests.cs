using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.ElixirSupervisors;

/// <summary>What Elixir adds to OTP's supervisor.</summary>
public sealed class SupervisorTests
{
    private const string Suite = "Supervisor";

    /// <summary>The id is said, not taken from a module.</summary>
    [Fact]
    [OtpCase("E-1", Suite, "generates child_spec/1")]
    public void ChildSpec_OfASupervisor_CanBeChanged()
    {
        SupervisorSpec declared = Supervisor.OneForOne("sup", static _ => { });
        ChildSpec plain = ChildSpec.Nested(declared);
        ChildSpec changed = plain with { Id = "id", Restart = Restart.Temporary, Shutdown = Shutdown.Kill, Start = static _ => default };

        Assert.Equal(("sup", ChildType.Supervisor, Restart.Permanent), (plain.Id, plain.Type, plain.Restart));
        Assert.Same(declared, plain.Supervisor);
        Assert.Equal(("id", ChildType.Supervisor, Restart.Temporary), (changed.Id, changed.Type, changed.Restart));
        Assert.Equal(Shutdown.Kill, changed.Shutdown);
        Assert.NotSame(plain.Start, changed.Start);
    }

    /// <summary>There is one form of specification; modules that are unknown or no children, and unknown keys, cannot be written.</summary>
    [Fact]
    [OtpCase("E-2", Suite, "child_spec/2")]
    public void ChildSpec_OfAServer_CanBeChangedFieldByField()
    {
        ChildSpec plain = ChildSpec.Server("stack", static () => new StackServer());
        Func<StartContext, ValueTask<StartResult>> start = static _ => default;

        Assert.Equal(("stack", ChildType.Worker, Restart.Permanent, (Shutdown?)null), (plain.Id, plain.Type, plain.Restart, plain.Shutdown));
        Assert.Equal("other", (plain with { Id = "other" }).Id);
        Assert.Same(start, (plain with { Start = start }).Start);
        ChildSpec changed = plain with { Restart = Restart.Transient, Shutdown = Shutdown.Infinite, Type = ChildType.Supervisor, Tags = ["a"] };
        Assert.Equal(
            ("stack", Restart.Transient, (Shutdown?)Shutdown.Infinite, ChildType.Supervisor, "a"),
            (changed.Id, changed.Restart, changed.Shutdown, changed.Type, Assert.Single(changed.Tags)));
        Assert.Same(plain.Start, changed.Start);
    }

    /// <summary>The strategy cannot be left out: it is the name of the method.</summary>
    [Fact]
    [OtpCase("E-3", Suite, "init/2")]
    public void Declaration_HasWhatIsSaid_AndElseThreeRestartsInFiveSeconds()
    {
        SupervisorOptions plain = Supervisor.OneForOne("sup", static _ => { }).Options;
        SupervisorOptions changed = Supervisor.OneForAll(
            "sup", static sup => sup.Intensity(1, TimeSpan.FromSeconds(2)).AutoShutdown(AutoShutdown.AnySignificant)).Options;

        Assert.Equal(new SupervisorOptions { Strategy = RestartStrategy.OneForOne, MaxRestarts = 3, Period = TimeSpan.FromSeconds(5) }, plain);
        Assert.Equal(
            new SupervisorOptions
            {
                Strategy = RestartStrategy.OneForAll,
                MaxRestarts = 1,
                Period = TimeSpan.FromSeconds(2),
                AutoShutdown = AutoShutdown.AnySignificant,
            },
            changed);
    }

    /// <summary>Written as a record and written with the builder are in the place of old and new.</summary>
    [Fact]
    [OtpCase("E-4", Suite, "init/2 old and new specs")]
    [OtpCase("E-9", Suite, "old and new specs")]
    public void Declaration_KeepsChildrenOfEveryForm_AndTheyStart() => Run(async stage =>
    {
        SupervisorSpec declared = Supervisor.OneForOne("sup", static sup => sup
            .Child(new ChildSpec("record", static context => context.StartServerAsync(static () => new StackServer("a"))))
            .Server("builder", static () => new StackServer("b")));

        Assert.Equal(["record", "builder"], declared.Children.Select(static child => child.Id));
        SupervisorRef supervisor = await stage.StartAsync(declared);
        Assert.Equal("a", await ServerRef<StackServer.Message>.ForPid(await PidOfAsync(supervisor, "record")).CallAsync(new StackServer.Pop()));
        Assert.Equal("b", await ServerRef<StackServer.Message>.ForPid(await PidOfAsync(supervisor, "builder")).CallAsync(new StackServer.Pop()));
    });

    [Fact]
    [OtpCase("E-7", Suite, "start_link with local")]
    public void Start_WithAName_IsReachedByIt() => Run(async stage =>
    {
        await stage.StartAsync(Supervisor.OneForOne("sup", static sup => sup.Named("name")));

        Assert.Empty(await SupervisorRef.ForName(stage.Runtime, "name").ListChildrenAsync());
    });

    /// <summary>Names are texts; the empty one is the only bad one.</summary>
    [Fact]
    [OtpCase("E-8", Suite, "start_link/2")]
    public void Child_IsRestartedWithFreshState_UnderItsName() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(Supervisor.OneForOne("sup", static sup => sup
            .Server("stack", static () => new StackServer("hello"), new ServerOptions { Name = "stack" })));
        ServerRef<StackServer.Message> stack = ServerRef<StackServer.Message>.ForName(stage.Runtime, "stack");
        Pid first = stack.Pid;
        Assert.Equal("hello", await stack.CallAsync(new StackServer.Pop()));
        Assert.Null(await stack.CallAsync(new StackServer.Pop()));

        Assert.Equal(ExitReason.Normal, await stack.StopAsync());
        Assert.NotEqual(first, await stage.Runtime.FindAsync("stack"));
        Assert.Equal("hello", await stack.CallAsync(new StackServer.Pop()));

        Assert.Equal(ExitReason.Normal, await supervisor.StopAsync());
        Assert.Throws<ArgumentException>(() => SupervisorRef.ForName(stage.Runtime, ""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await stage.Test.StartSupervisorAsync(new SupervisorSpec { Id = "sup", Name = "" }));
        Assert.ThrowsAny<ArgumentException>(() => Supervisor.OneForOne("sup", static sup => sup.Named("")));
    });

    [Fact]
    [OtpCase("E-12", Suite, "start_child map spec")]
    [OtpCase("E-13", Suite, "start_child module spec")]
    public void StartChild_OfEveryForm_Starts() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(Supervisor.OneForOne("sup", static _ => { }));

        Pid record = await AddAsync(
            supervisor,
            new ChildSpec("record", static context => context.StartProcessAsync(static _ => Task.CompletedTask)) { Restart = Restart.Temporary });
        Pid process = await AddAsync(supervisor, ChildSpec.Process("process", static _ => Task.CompletedTask) with { Restart = Restart.Temporary });

        Assert.NotEqual(record, process);
    });

    /// <summary>What is no specification at all cannot be written.</summary>
    [Fact]
    [OtpCase("E-14", Suite, "invalid child spec")]
    public void StartChild_Invalid_IsRefusedWithTheMistake() => Run(async stage =>
    {
        TimeSpan negative = TimeSpan.FromMilliseconds(-1);
        SupervisorRef supervisor = await stage.StartAsync(Supervisor.OneForOne("sup", static _ => { }));

        Assert.Equal(new ChildResult.Invalid(new SpecError.MissingId()), await supervisor.StartChildAsync(Children.W1("")));
        Assert.Equal(new ChildResult.Invalid(new SpecError.MissingStart("a")), await supervisor.StartChildAsync(new ChildSpec("a", null!)));
        Assert.Equal(
            new ChildResult.Invalid(new SpecError.InvalidShutdown("a", negative)),
            await supervisor.StartChildAsync(Children.W1("a") with { Shutdown = Shutdown.After(negative) }));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [OtpCase("E-15", Suite, "valid child spec")]
    public void StartChild_ShutdownOfZeroOrOneMillisecond_IsAccepted(int milliseconds) => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(Supervisor.OneForOne("sup", static _ => { }));

        Pid child = await AddAsync(
            supervisor,
            Children.W1("a") with { Restart = Restart.Temporary, Shutdown = Shutdown.After(TimeSpan.FromMilliseconds(milliseconds)) });

        await stage.EndAsync(child, Ending.Kill);
        Assert.True(supervisor.Pid.IsAlive);
    });

    [Fact]
    [OtpCase("E-16", Suite, "child life cycle")]
    public void Child_FromStartToDelete_IsListedAsItIs() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(Supervisor.OneForOne("sup", static _ => { }));
        Assert.Empty(await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 0, 0, 0, 0);

        Pid stack = await AddAsync(supervisor, ChildSpec.Server("stack", static () => new StackServer("hello")));
        Assert.Equal("hello", await ServerRef<StackServer.Message>.ForPid(stack).CallAsync(new StackServer.Pop()));
        Assert.Equal([("stack", stack)], await ListAsync(supervisor));
        await AssertCountsAsync(supervisor, 1, 1, 0, 1);
        Assert.IsType<ChildResult.Running>(await supervisor.DeleteChildAsync("stack"));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("stack"));

        stack = PidOf(await supervisor.RestartChildAsync("stack"));
        Assert.Equal("hello", await ServerRef<StackServer.Message>.ForPid(stack).CallAsync(new StackServer.Pop()));
        Assert.IsType<ChildResult.Done>(await supervisor.TerminateChildAsync("stack"));
        Assert.IsType<ChildResult.Done>(await supervisor.DeleteChildAsync("stack"));
        Assert.Equal(ExitReason.Normal, await supervisor.StopAsync());
    });
}
