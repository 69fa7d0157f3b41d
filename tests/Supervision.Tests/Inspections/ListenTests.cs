using Supervision.Testing;

namespace Supervision.Tests.Inspections;

/// <summary>Who hears reports of a runtime that runs already.</summary>
public sealed class ListenTests
{
    [Fact]
    public void Listener_HearsReportsAndDeadLetters_UntilItIsDisposed()
    {
        using Simulation simulation = new();
        List<Report> reports = [];
        List<DeadLetter> letters = [];
        using IDisposable listening = simulation.Runtime.Listen(reports.Add, letters.Add);

        simulation.Runtime.Spawn(static _ => throw new InvalidOperationException("first"));
        simulation.Runtime.Send("nobody", "first");
        simulation.RunUntilIdle();
        listening.Dispose();
        listening.Dispose();
        simulation.Runtime.Spawn(static _ => throw new InvalidOperationException("second"));
        simulation.Runtime.Send("nobody", "second");
        simulation.RunUntilIdle();

        Assert.IsType<Report.ProcessCrashed>(Assert.Single(reports));
        Assert.Equal("first", Assert.Single(letters).Message);
    }

    [Fact]
    public void Listener_Throws_OthersHearTheReportNevertheless()
    {
        using Simulation simulation = new();
        List<Report> reports = [];
        using IDisposable broken = simulation.Runtime.Listen(static _ => throw new NotSupportedException());
        using IDisposable sound = simulation.Runtime.Listen(reports.Add);

        Pid crashed = simulation.Runtime.Spawn(static _ => throw new InvalidOperationException());
        simulation.RunUntilIdle();

        Assert.False(crashed.IsAlive);
        Assert.Single(reports);
    }
}
