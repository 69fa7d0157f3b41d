using Supervision.Testing;
using Supervision.Testing.Exploration;
using Supervision.Testing.Scheduling;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>What a failing schedule becomes before it is told: plainer, drawn, and without what the failure does not depend on.</summary>
public sealed class FailureReportTests
{
    /// <summary>With an empty schedule for the plain order the first value is 0.</summary>
    private static readonly Func<TestProcess, Task> FailsFromTwoOn = static test =>
    {
        int[] values = [.. Enumerable.Range(0, 8).Select(_ => test.Choose(9))];
        Assert.True(values[3] < 2, "the fourth is too high");
        return Task.CompletedTask;
    };

    [Fact]
    public void Shrink_OneChoiceMatters_OnlyThatIsLeftAndAsLowAsItFails()
    {
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(FailsFromTwoOn));

        Assert.Equal([0, 0, 0, 2], ScheduleToken.Parse(failure.Token).Choices);
    }

    [Fact]
    public void Shrink_WithNoRunsAllowed_LeavesTheScheduleAsItWas()
    {
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(
            () => Simulation.Explore(FailsFromTwoOn, new ExplorationOptions { MaxShrinks = 0 }));

        Assert.True(ScheduleToken.Parse(failure.Token).Choices.Count(static choice => choice > 0) > 1);
        Assert.Contains("in 0 runs", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shrink_PlainerScheduleThatFailsElsewhere_IsNotTaken()
    {
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(
            static test =>
            {
                int value = test.Choose(40);
                return value >= 20 ? throw new InvalidOperationException("high") : value == 1 ? throw new NotSupportedException("low") : Task.CompletedTask;
            },
            new ExplorationOptions { Seed = 5, Strategies = [ExplorationStrategy.Uniform] }));

        int choice = Assert.Single(ScheduleToken.Parse(failure.Token).Choices);
        Assert.True(failure.InnerException is InvalidOperationException ? choice >= 20 : choice == 1);
    }

    [Fact]
    public void Diagram_OfAFailure_ShowsWhoSendsWhatAndLeavesOutTheRest()
    {
        ScheduleFailedException failure = Assert.Throws<ScheduleFailedException>(() => Simulation.Explore(static async test =>
        {
            Pid self = test.Self;
            Pid bystander = test.Spawn(static context => context.ReceiveAsync<string>().AsTask(), new ProcessOptions { Label = "bystander" });
            test.Spawn(_ =>
            {
                bystander.Send("gossip");
                return Task.CompletedTask;
            });
            test.Spawn(
                _ =>
                {
                    self.Send("news");
                    return Task.CompletedTask;
                },
                new ProcessOptions { Name = "teller" });
            Assert.Equal("nothing", await test.ReceiveAsync<string>());
        }));

        Assert.Contains("news", failure.Diagram, StringComparison.Ordinal);
        Assert.Contains("test body", failure.Diagram, StringComparison.Ordinal);
        Assert.Contains("✗ Assert.Equal() Failure", failure.Diagram, StringComparison.Ordinal);
        Assert.Contains("steps that the failure does not depend on", failure.Diagram, StringComparison.Ordinal);
        Assert.DoesNotContain("gossip", failure.Diagram.Split("in flight")[0], StringComparison.Ordinal);
        Assert.Contains(failure.Diagram, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CausalSlice_StepsThatLeadNowhere_AreLeftOut()
    {
        TraceStep[] steps = [.. Enumerable.Range(1, 5).Select(static number => new TraceStep(number, TimeSpan.Zero, StepKind.Detached, null, null, null))];
        steps[4].Causes.AddRange([2, 4]);
        steps[3].Causes.Add(1);

        Assert.Equal([1, 2, 4, 5], CausalSlice.Of(steps).Select(static step => step.Number));
        Assert.Empty(CausalSlice.Of([]));
    }
}
