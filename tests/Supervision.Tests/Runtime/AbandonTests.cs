using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>How long code may run on after its process was told to end, and what becomes of it then.</summary>
[Trait("Bug", "21")]
public sealed class AbandonTests
{
    private readonly TaskCompletionSource _never = new();
    private bool _ranFinally;

    [Fact]
    public void AbandonAfter_Finite_EndsTheProcessAtThatTimeAndTheCodeLater()
    {
        using Simulation simulation = new();
        Pid stuck = Start(simulation, TimeSpan.FromSeconds(3));

        stuck.Exit(ExitReason.Kill);
        simulation.Advance(TimeSpan.FromSeconds(2.999));
        Assert.Empty(simulation.Exits);
        Assert.False(stuck.IsAlive);
        simulation.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal([(stuck, ExitReason.Killed)], simulation.Exits);
        Assert.Equal([new Report.StragglerAbandoned(stuck, "stuck", ExitReason.Killed, null, TimeSpan.FromSeconds(3))], simulation.Reports);
        Assert.Equal(1, simulation.Runtime.StragglerCount);
        AssertEndsLater(simulation, stuck);
    }

    [Fact]
    public void AbandonAfter_Zero_EndsTheProcessAtOnce()
    {
        using Simulation simulation = new();
        Pid stuck = Start(simulation, TimeSpan.Zero);

        stuck.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();

        Assert.Equal([(stuck, ExitReason.Shutdown)], simulation.Exits);
        Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
        Assert.False(_ranFinally);
        AssertEndsLater(simulation, stuck);
    }

    [Fact]
    public void AbandonAfter_Infinite_WaitsForTheCode()
    {
        using Simulation simulation = new();
        Pid stuck = Start(simulation, Timeout.InfiniteTimeSpan);

        stuck.Exit(ExitReason.Kill);
        simulation.Advance(TimeSpan.FromDays(365));
        Assert.Empty(simulation.Exits);
        _never.SetResult();
        simulation.RunUntilIdle();

        Assert.True(_ranFinally);
        Assert.Equal([(stuck, ExitReason.Killed)], simulation.Exits);
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void AbandonAfter_CodeEndsInTime_IsNoStraggler()
    {
        using Simulation simulation = new();
        Pid stuck = Start(simulation, TimeSpan.FromSeconds(3));

        stuck.Exit(ExitReason.Kill);
        simulation.Advance(TimeSpan.FromSeconds(1));
        _never.SetResult();
        simulation.RunUntilIdle();

        Assert.True(_ranFinally);
        Assert.Equal([(stuck, ExitReason.Killed)], simulation.Exits);
        Assert.Empty(simulation.Reports);
        Assert.Equal(0, simulation.Runtime.TimerCount);
    }

    [Fact]
    public void AbandonAfter_OfTheRuntime_IsTheDefault()
    {
        using Simulation simulation = new(options: new ProcessRuntimeOptions { AbandonAfter = TimeSpan.FromSeconds(7) });
        Pid stuck = Start(simulation, null);

        stuck.Exit(ExitReason.Kill);
        simulation.RunUntilQuiet();

        Assert.Equal(TimeSpan.FromSeconds(7), simulation.Time.Elapsed);
        Assert.Single(simulation.Exits);
        _never.SetResult();
        simulation.RunUntilIdle();
    }

    [Fact]
    public void Straggler_WithoutALabel_HasTheSameOneAtItsBeginningAndItsEnd()
    {
        using Simulation simulation = new();
        Pid stuck = simulation.Runtime.Spawn(_ => _never.Task, new ProcessOptions { AbandonAfter = TimeSpan.Zero });
        simulation.RunUntilIdle();
        stuck.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();
        _never.SetResult();
        simulation.RunUntilIdle();

        Report.StragglerAbandoned begin = Assert.IsType<Report.StragglerAbandoned>(simulation.Reports[0]);
        Report.StragglerEnded end = Assert.IsType<Report.StragglerEnded>(simulation.Reports[1]);
        Assert.NotNull(begin.Label);
        Assert.Equal(begin.Label, end.Label);
    }

    [Fact]
    public void Straggler_WhoseCodeThrows_HurtsNobody()
    {
        using Simulation simulation = new();
        Pid stuck = Start(simulation, TimeSpan.Zero);
        stuck.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        _never.SetException(new InvalidOperationException("too late"));
        simulation.RunUntilIdle();

        Assert.True(_ranFinally);
        Assert.Equal(0, simulation.Runtime.StragglerCount);
        Assert.Single(simulation.Exits);
    }

    [Fact]
    public void Straggler_OperationsOfItsContext_ThrowThatItHasEnded()
    {
        using Simulation simulation = new();
        List<Exception?> errors = [];
        Pid stuck = simulation.Runtime.Spawn(
            async context =>
            {
                await _never.Task;
                errors.Add(Record.Exception(() => { _ = context.ReceiveAsync<object>(); }));
                errors.Add(Record.Exception(() => context.Link(Pid.None)));
                errors.Add(Record.Exception(() => context.Spawn(Bodies.Idle)));
            },
            new ProcessOptions { AbandonAfter = TimeSpan.Zero });
        simulation.RunUntilIdle();
        stuck.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        _never.SetResult();
        simulation.RunUntilIdle();

        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(ExitReason.Killed, Assert.IsType<ProcessExitException>(error).Reason));
        Assert.Equal(0, simulation.Runtime.ProcessCount);
    }

    private Pid Start(Simulation simulation, TimeSpan? abandonAfter)
    {
        Pid stuck = simulation.Runtime.Spawn(
            async _ =>
            {
                try
                {
                    await _never.Task;
                }
                finally
                {
                    _ranFinally = true;
                }
            },
            new ProcessOptions { AbandonAfter = abandonAfter, Label = "stuck" });
        simulation.RunUntilIdle();
        return stuck;
    }

    private void AssertEndsLater(Simulation simulation, Pid stuck)
    {
        simulation.Advance(TimeSpan.FromSeconds(10));
        Assert.False(_ranFinally);

        _never.SetResult();
        simulation.RunUntilIdle();

        Assert.True(_ranFinally);
        Assert.Equal(0, simulation.Runtime.StragglerCount);
        Report.StragglerEnded ended = Assert.IsType<Report.StragglerEnded>(simulation.Reports[^1]);
        Assert.Equal((stuck, TimeSpan.FromSeconds(10)), (ended.Pid, ended.Age));
        Assert.Single(simulation.Exits);
    }
}
