using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.DynamicSupervisors;

/// <summary>How dynamic supervisors are declared and started.</summary>
public sealed class DeclarationTests
{
    private const string Suite = "DynamicSupervisor";

    [Fact]
    [OtpCase("D-1", Suite, "can be supervised directly")]
    public void Dynamic_AsAChild_StartsEmpty() => Run(async stage =>
    {
        await stage.StartAsync(Supervisor.OneForOne("sup", static sup => sup
            .Dynamic<int>("dynamic", StartAsync, configure: static limits => limits.Named("dynamic"))));

        Assert.Empty(await SupervisorRef.ForName(stage.Runtime, "dynamic").ListChildrenAsync());
    });

    /// <summary>There are no global names and no other registries; ids are said, not taken from a module.</summary>
    [Fact]
    [OtpCase("D-2", Suite, "multiple supervisors by simple spec")]
    public void SeveralDynamics_UnderOneSupervisor_NeedIdsOfTheirOwn() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(new SupervisorOptions());
        foreach (string name in new[] { "one", "two", "three" })
        {
            await AddAsync(supervisor, ChildSpec.Nested(Declare(name, name).Spec));
            Assert.Empty(await SupervisorRef.ForName(stage.Runtime, name).ListChildrenAsync());
        }

        Pid unnamed = await AddAsync(supervisor, ChildSpec.Nested(Declare("unnamed").Spec));
        Assert.Empty(await SupervisorRef.ForPid(unnamed).ListChildrenAsync());
        Assert.Equal(new ChildResult.AlreadyStarted(unnamed), await supervisor.StartChildAsync(ChildSpec.Nested(Declare("unnamed").Spec)));
    });

    [Fact]
    [OtpCase("D-3", Suite, "child_spec generation")]
    public void ChildSpec_OfADynamic_IsThatOfASupervisor_AndCanBeChanged()
    {
        ChildSpec plain = ChildSpec.Nested(Declare("dynamic").Spec);
        ChildSpec changed = plain with { Id = "id", Restart = Restart.Temporary, Shutdown = Shutdown.Kill, Start = static _ => default };

        Assert.Equal(("dynamic", ChildType.Supervisor, Restart.Permanent), (plain.Id, plain.Type, plain.Restart));
        Assert.Equal(("id", ChildType.Supervisor, Restart.Temporary), (changed.Id, changed.Type, changed.Restart));
        Assert.Equal(Shutdown.Kill, changed.Shutdown);
        Assert.NotSame(plain.Start, changed.Start);
    }

    [Fact]
    [OtpCase("D-4", Suite, "default options")]
    public void Options_NothingSaid_AreThreeRestartsInFiveSecondsAndNoLimit() => Assert.Equal(
        new SupervisorOptions { Strategy = RestartStrategy.SimpleOneForOne, MaxRestarts = 3, Period = TimeSpan.FromSeconds(5), MaxChildren = null },
        Declare("dynamic").Spec.Options);

    /// <summary>An initialisation that answers something else, or nothing, cannot be written; automatic shutdown is allowed, as in
    /// simple_one_for_one.</summary>
    [Fact]
    [OtpCase("D-5", Suite, "non-ok init")]
    public void Start_InvalidFlags_FailsWithTheMistake() => Run(async stage =>
    {
        SupervisorSpec valid = Declare("dynamic").Spec;
        (SupervisorOptions Flags, SpecError Mistake)[] invalid =
        [
            (valid.Options with { Strategy = (RestartStrategy)9 }, new SpecError.InvalidStrategy((RestartStrategy)9)),
            (valid.Options with { MaxRestarts = -1 }, new SpecError.InvalidMaxRestarts(-1)),
            (valid.Options with { Period = TimeSpan.Zero }, new SpecError.InvalidPeriod(TimeSpan.Zero)),
            (valid.Options with { MaxChildren = -1 }, new SpecError.InvalidMaxChildren(-1)),
        ];
        foreach ((SupervisorOptions flags, SpecError mistake) in invalid)
        {
            Assert.Equal(
                new StartResult.Failed(new ExitReason.Custom("supervisor_data", mistake)),
                await stage.Test.StartSupervisorAsync(valid with { Options = flags }));
        }

        await stage.AssertNoMessageAsync();
    });

    [Fact]
    [OtpCase("D-6", Suite, "registered process")]
    public void Start_WithAName_IsLinkedAndFoundByIt() => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Declare("dynamic", "name"));

        Assert.Contains(dynamic.Pid, (await stage.Runtime.InfoAsync(stage.Test.Self))!.Links);
        Assert.Equal(dynamic.Pid, stage.Runtime.Find("name"));
        Assert.Equal(ExitReason.Normal, await dynamic.Untyped.StopAsync());
        Assert.Equal(Pid.None, stage.Runtime.Find("name"));
    });

    /// <summary>The specification is the template's, so it is refused even earlier: where it is declared. Terms that are no
    /// specification cannot be written.</summary>
    [Fact]
    [OtpCase("D-15", Suite, "invalid child spec")]
    [OtpCase("D-30", Suite, "invalid shutdown")]
    public void InvalidTemplate_IsRefusedWhereItIsDeclared()
    {
        TimeSpan negative = TimeSpan.FromMilliseconds(-1);

        Assert.Equal(new SpecError.InvalidShutdown("*", negative), MistakeOf(child => child with { Shutdown = Shutdown.After(negative) }));
        Assert.Equal(new SpecError.SignificantNeverMatters("*"), MistakeOf(static child => child with { Restart = Restart.Transient, Significant = true }));
        Assert.Equal(new SpecError.MissingId(), MistakeOf(static child => child with { Id = null! }));
        Assert.Equal(new SpecError.MissingStart("*"), MistakeOf(static child => child with { Start = null! }));
        Assert.Throws<ArgumentNullException>(static () => Supervisor.Dynamic<int>("dynamic", null!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [OtpCase("D-29", Suite, "valid shutdown")]
    public void ShutdownOfZeroOrOneMillisecond_IsAccepted(int milliseconds) => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "dynamic", StartAsync, child => child with { Shutdown = Shutdown.After(TimeSpan.FromMilliseconds(milliseconds)) }));

        Pid child = await AddAsync(dynamic, 1);

        await stage.EndAsync(child, Ending.Kill);
        await AssertCountsAsync(dynamic.Untyped, 1, 1, 0, 1);
    });

    private static SpecError MistakeOf(Func<ChildSpec, ChildSpec> template) => Assert.Single(
        Assert.Throws<SupervisorSpecException>(() => Supervisor.Dynamic<int>("dynamic", StartAsync, template)).Mistakes).Error;

    private static DynamicSupervisor<int> Declare(string id, string? name = null) =>
        Supervisor.Dynamic<int>(id, StartAsync, configure: name is null ? null : limits => limits.Named(name));

    private static ValueTask<StartResult> StartAsync(StartContext context, int argument) => Children.StartWorkerAsync(context);
}
