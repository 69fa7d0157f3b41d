using Supervision.Supervisors;

namespace Supervision.Tests.Supervisors;

public sealed class SpecChecksTests
{
    public static TheoryData<SupervisorOptions, string> WrongFlags { get; } = new()
    {
        { new() { Strategy = (RestartStrategy)9 }, "supervisor_data(invalid_strategy(9))" },
        { new() { MaxRestarts = -1 }, "supervisor_data(invalid_intensity(-1))" },
        { new() { Period = TimeSpan.Zero }, "supervisor_data(invalid_period(0))" },
        { new() { Period = TimeSpan.FromSeconds(-3) }, "supervisor_data(invalid_period(-3))" },
        { new() { AutoShutdown = (AutoShutdown)7 }, "supervisor_data(invalid_auto_shutdown(7))" },
        { new() { Strategy = RestartStrategy.SimpleOneForOne, MaxChildren = -2 }, "supervisor_data(invalid_max_children(-2))" },
        { new() { MaxChildren = 2 }, "supervisor_data(bad_combination(max_children))" },
        { new() { MaxRestarts = -1, Period = TimeSpan.Zero }, "supervisor_data(invalid_intensity(-1))" },
    };

    public static TheoryData<ChildSpec, string> WrongChildren { get; } = new()
    {
        { Child("") with { Significant = true }, "start_spec(missing_id)" },
        { Child("a") with { Start = null! }, "start_spec(missing_start)" },
        { Child("a") with { Restart = (Restart)5 }, "start_spec(invalid_restart_type(5))" },
        { Child("a") with { Significant = true }, "start_spec(bad_combination(auto_shutdown))" },
        { Child("a") with { Type = (ChildType)4 }, "start_spec(invalid_child_type(4))" },
        { Child("a") with { Shutdown = Shutdown.After(TimeSpan.FromMilliseconds(-1)) }, "start_spec(invalid_shutdown(-1))" },
        { Child("a") with { Shutdown = Shutdown.After(Timeout.InfiniteTimeSpan) }, "start_spec(invalid_shutdown(-1))" },
        { Child("a") with { StartTimeout = TimeSpan.Zero }, "start_spec(invalid_start_timeout(0))" },
        { Child("a") with { Tags = [null!] }, "start_spec(invalid_tags)" },
        { null!, "start_spec(invalid_child_spec(null))" },
    };

    [Theory]
    [MemberData(nameof(WrongFlags))]
    public void WrongFlag_FailsTheStart_WithOtpsTerm(SupervisorOptions options, string term)
    {
        ExitReason? failure = SpecChecks.StartFailure(new SupervisorSpec { Id = "s", Options = options, Children = [null!] });

        Assert.Equal(term, failure?.ToString());
    }

    [Theory]
    [MemberData(nameof(WrongChildren))]
    public void WrongChild_FailsTheStart_WithOtpsTerm(ChildSpec child, string term)
    {
        ExitReason? failure = SpecChecks.StartFailure(new SupervisorSpec { Id = "s", Children = [Child("ok"), child] });

        Assert.Equal(term, failure?.ToString());
    }

    [Fact]
    public void SignificantPermanent_WithAutoShutdown_IsABadCombinationOfRestart()
    {
        SupervisorSpec spec = new()
        {
            Id = "s",
            Options = new() { AutoShutdown = AutoShutdown.AnySignificant },
            Children = [Child("a") with { Significant = true, Shutdown = Shutdown.After(TimeSpan.FromSeconds(-1)) }],
        };

        Assert.Equal("start_spec(bad_combination(restart))", SpecChecks.StartFailure(spec)?.ToString());
    }

    [Fact]
    public void DuplicateId_IsFoundAfterTheChildsOwnMistakes()
    {
        SupervisorSpec twice = new() { Id = "s", Children = [Child("a"), Child("a")] };
        SupervisorSpec worse = twice with { Children = [Child("a"), Child("a") with { Start = null! }] };

        Assert.Equal("start_spec(duplicate_child_name(a))", SpecChecks.StartFailure(twice)?.ToString());
        Assert.Equal("start_spec(missing_start)", SpecChecks.StartFailure(worse)?.ToString());
    }

    [Theory]
    [InlineData(0, "bad_start_spec(0)")]
    [InlineData(1, null)]
    [InlineData(2, "bad_start_spec(2)")]
    public void SimpleOneForOne_NeedsExactlyOneTemplate(int count, string? term)
    {
        SupervisorSpec spec = new()
        {
            Id = "s",
            Options = new() { Strategy = RestartStrategy.SimpleOneForOne },
            Children = [.. Enumerable.Repeat(Child("same"), count)],
        };

        Assert.Equal(term, SpecChecks.StartFailure(spec)?.ToString());
    }

    [Fact]
    public void Tree_GivesEveryMistakeWithItsPath_InOrder()
    {
        SupervisorSpec inner = new() { Id = "inner", Options = new() { MaxRestarts = -1 }, Children = [Child("x"), Child("x")] };
        SupervisorSpec outer = new()
        {
            Id = "outer",
            Options = new() { Period = TimeSpan.Zero },
            Children = [Child("inner") with { Supervisor = inner }, Child("b") with { Start = null! }],
        };

        string[] found = [.. outer.FindMistakes().Select(static mistake => $"{mistake.Path}: {mistake.Error}")];

        Assert.Equal(
            ["outer: invalid_period(0)", "outer: missing_start", "outer/inner: invalid_intensity(-1)", "outer/inner: duplicate_child_name(x)"],
            found);
    }

    [Fact]
    public void EveryMistake_SaysWhatItIsInASentence()
    {
        IEnumerable<SpecError> errors = WrongFlags.Select(static row => row.Data.Item1).SelectMany(SpecChecks.Flags)
            .Concat(WrongChildren.SelectMany(static row => SpecChecks.Child(row.Data.Item1, AutoShutdown.Never)))
            .Append(new SpecError.WrongTemplateCount(2)).Append(new SpecError.DuplicateChildId("a"))
            .Append(new SpecError.SignificantPermanent("a"));

        Assert.All(errors, static error =>
        {
            Assert.Matches("must|Give one", error.Message);
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        });
    }

    private static ChildSpec Child(string id) => new(id, static _ => ValueTask.FromResult<StartResult>(new StartResult.Ignored()));
}
