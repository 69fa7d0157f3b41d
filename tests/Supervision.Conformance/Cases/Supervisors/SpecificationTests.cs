using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>What may be declared. What the types of C# rule out has no case here: rubbish in place of a map, a list, a function, a flag of a
/// type, or of modules, and unknown keys.</summary>
public sealed class SpecificationTests
{
    private const string Suite = "supervisor_SUITE";

    private static readonly SupervisorOptions OneForOne = Flags(RestartStrategy.OneForOne);

    private static readonly Shutdown?[] Shutdowns = [null, Shutdown.Kill, Shutdown.Infinite, Shutdown.After(TimeSpan.FromSeconds(5))];

    private static readonly string[][] TagLists = [[], ["a"], ["a", "b"], ["b"]];

    [Fact]
    [OtpCase("S-13", Suite, "sup_start_map")]
    public void GetChildSpec_FillsTheDefaults() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(
            new SupervisorOptions(),
            new ChildSpec("child1", static context => Children.StartWorkerAsync(context)),
            new ChildSpec("child2", static context => Children.StartWorkerAsync(context)) { Shutdown = Shutdown.Kill },
            new ChildSpec("child3", static context => Children.StartWorkerAsync(context)) { Type = ChildType.Supervisor });

        ChildSpec first = (await supervisor.GetChildSpecAsync("child1"))!;
        ChildSpec second = (await supervisor.GetChildSpecAsync("child2"))!;
        ChildSpec third = (await supervisor.GetChildSpecAsync("child3"))!;

        Shutdown fiveSeconds = Shutdown.After(TimeSpan.FromSeconds(5));
        Assert.Equal(("child1", Restart.Permanent, ChildType.Worker, (Shutdown?)fiveSeconds, false), Fields(first));
        Assert.Equal(("child2", Restart.Permanent, ChildType.Worker, (Shutdown?)Shutdown.Kill, false), Fields(second));
        Assert.Equal(("child3", Restart.Permanent, ChildType.Supervisor, (Shutdown?)Shutdown.Infinite, false), Fields(third));
        Assert.Null(await supervisor.GetChildSpecAsync("child4"));
    });

    [Fact]
    [OtpCase("S-14", Suite, "sup_start_map_simple")]
    public void GetChildSpec_OfDynamicChildren_IsTheTemplate() => Run(async stage =>
    {
        DynamicSupervisorRef<int> supervisor = await stage.StartAsync(Supervisor.Dynamic<int>(
            "sup", static (context, _) => Children.StartWorkerAsync(context), static child => child with { Restart = Restart.Temporary }));
        for (int number = 0; number < 3; number++)
        {
            Pid pid = await AddAsync(supervisor, number);

            ChildSpec spec = (await supervisor.Untyped.GetChildSpecAsync(pid))!;

            Shutdown fiveSeconds = Shutdown.After(TimeSpan.FromSeconds(5));
            Assert.Equal(("*", Restart.Temporary, ChildType.Worker, (Shutdown?)fiveSeconds, false), Fields(spec));
        }

        Assert.Null(await supervisor.Untyped.GetChildSpecAsync(stage.Test.Self));
    });

    [Fact]
    [OtpCase("S-15", Suite, "sup_start_map_faulty_specs")]
    public void Start_FaultyChild_FailsWithTheMistakeAndWithoutAnExitMessage() => Run(async stage =>
    {
        Assert.Equal(StartSpec(new SpecError.MissingId()), await stage.Test.StartSupervisorAsync(Of(Children.W1(null!))));
        Assert.Equal(StartSpec(new SpecError.MissingStart("child1")), await stage.Test.StartSupervisorAsync(Of(new ChildSpec("child1", null!))));
        Assert.Equal(StartSpec(new SpecError.MissingSpec()), await stage.Test.StartSupervisorAsync(Of([null!])));
        await stage.AssertNoMessageAsync();
    });

    [Fact]
    [OtpCase("S-28", Suite, "child_specs")]
    public void FaultyChildren_AreRefusedEverywhereWithTheSameMistake() => Run(async stage =>
    {
        SupervisorRef supervisor = await stage.StartAsync(OneForOne);
        foreach ((ChildSpec child, SpecError mistake) in Faulty())
        {
            Assert.Equal(new ChildResult.Invalid(mistake), await supervisor.StartChildAsync(child));
            Assert.Equal(mistake, Assert.Single(Of(child).FindMistakes()).Error);
            Assert.Equal(StartSpec(mistake), await stage.Test.StartSupervisorAsync(Of(child)));
        }

        Assert.Empty(await ListAsync(supervisor));
        SpecError duplicate = new SpecError.DuplicateChildId("child");
        Assert.Equal(duplicate, Assert.Single(Of(Children.W1("child"), Children.W1("child")).FindMistakes()).Error);
        Assert.Equal(StartSpec(duplicate), await stage.Test.StartSupervisorAsync(Of(Children.W1("child"), Children.W1("child"))));
        foreach (ChildSpec[] templates in new ChildSpec[][] { [], [Children.W1("a"), Children.W1("b")] })
        {
            SupervisorSpec simple = Of(templates) with { Options = Flags(RestartStrategy.SimpleOneForOne) };
            Assert.Equal(
                new StartResult.Failed(new ExitReason.Custom("bad_start_spec", templates.Length)), await stage.Test.StartSupervisorAsync(simple));
        }

        await stage.AssertNoMessageAsync();
    });

    /// <summary>Tags are in the place of modules.</summary>
    [Fact]
    [OtpCase("S-28", Suite, "child_specs")]
    public void AllValidCombinations_AreAccepted()
    {
        int combinations = 0;
        foreach (ChildSpec child in Combinations(isSignificant: false))
        {
            Assert.Empty(Of(child).FindMistakes());
            combinations++;
        }

        Assert.Equal(96, combinations);
    }

    [Fact]
    [OtpCase("S-29", Suite, "child_specs_map")]
    public void SignificantChildren_AreRefused_WhereTheyMeanNothing() => Run(async stage =>
    {
        foreach (AutoShutdown autoShutdown in Enum.GetValues<AutoShutdown>())
        {
            foreach (ChildSpec child in Combinations(isSignificant: true).Concat(Combinations(isSignificant: false)))
            {
                SupervisorSpec spec = Of(child) with { Options = OneForOne with { AutoShutdown = autoShutdown } };
                SpecError? mistake = child switch
                {
                    { Significant: true } when autoShutdown == AutoShutdown.Never => new SpecError.SignificantNeverMatters("child"),
                    { Significant: true, Restart: Restart.Permanent } => new SpecError.SignificantPermanent("child"),
                    _ => null,
                };
                Assert.Equal(mistake, spec.FindMistakes() is [var first, ..] ? first.Error : null);
            }
        }

        SupervisorSpec never = Of(Children.W1("child") with { Significant = true, Restart = Restart.Transient });
        Assert.Equal(StartSpec(new SpecError.SignificantNeverMatters("child")), await stage.Test.StartSupervisorAsync(never));
        Assert.Equal(StartSpec(new SpecError.MissingId()), await stage.Test.StartSupervisorAsync(Of(new ChildSpec("", null!))));
        Assert.Equal(StartSpec(new SpecError.MissingStart("child")), await stage.Test.StartSupervisorAsync(Of(new ChildSpec("child", null!))));
        await stage.AssertNoMessageAsync();
    });

    [Fact]
    [OtpCase("S-30", Suite, "sup_flags")]
    public void InvalidFlags_FailTheStart() => Run(async stage =>
    {
        (SupervisorOptions Flags, SpecError Mistake)[] invalid =
        [
            (OneForOne with { Strategy = (RestartStrategy)4 }, new SpecError.InvalidStrategy((RestartStrategy)4)),
            (OneForOne with { MaxRestarts = -1 }, new SpecError.InvalidMaxRestarts(-1)),
            (OneForOne with { Period = TimeSpan.Zero }, new SpecError.InvalidPeriod(TimeSpan.Zero)),
            (OneForOne with { Period = Timeout.InfiniteTimeSpan }, new SpecError.InvalidPeriod(Timeout.InfiniteTimeSpan)),
            (OneForOne with { AutoShutdown = (AutoShutdown)3 }, new SpecError.InvalidAutoShutdown((AutoShutdown)3)),
        ];
        foreach ((SupervisorOptions flags, SpecError mistake) in invalid)
        {
            StartResult result = await stage.Test.StartSupervisorAsync(Of() with { Options = flags });

            Assert.Equal(new StartResult.Failed(new ExitReason.Custom("supervisor_data", mistake)), result);
        }

        await stage.AssertNoMessageAsync();
        Assert.True((await stage.StartAsync(OneForOne)).Pid.IsAlive);
    });

    private static IEnumerable<(ChildSpec Child, SpecError Mistake)> Faulty()
    {
        TimeSpan negative = TimeSpan.FromMilliseconds(-10);
        yield return (new ChildSpec("child", null!), new SpecError.MissingStart("child"));
        yield return (Children.W1("child") with { Restart = (Restart)3 }, new SpecError.InvalidRestart("child", (Restart)3));
        yield return (Children.W1("child") with { Shutdown = Shutdown.After(negative) }, new SpecError.InvalidShutdown("child", negative));
        yield return (Children.W1("child") with { Type = (ChildType)2 }, new SpecError.InvalidType("child", (ChildType)2));
        yield return (Children.W1("child") with { Tags = null! }, new SpecError.InvalidTags("child"));
        yield return (Children.W1("child") with { Tags = [null!] }, new SpecError.InvalidTags("child"));
    }

    private static IEnumerable<ChildSpec> Combinations(bool isSignificant) =>
        from restart in Enum.GetValues<Restart>()
        from shutdown in Shutdowns
        from type in Enum.GetValues<ChildType>()
        from tags in TagLists
        select Children.W1("child") with { Restart = restart, Shutdown = shutdown, Type = type, Tags = tags, Significant = isSignificant };

    private static SupervisorSpec Of(params ChildSpec[] children) => new() { Id = "sup", Options = OneForOne, Children = children };

    private static StartResult StartSpec(SpecError mistake) => new StartResult.Failed(new ExitReason.Custom("start_spec", mistake));

    private static (string Id, Restart Restart, ChildType Type, Shutdown? Shutdown, bool Significant) Fields(ChildSpec spec) =>
        (spec.Id, spec.Restart, spec.Type, spec.Shutdown, spec.Significant);
}
