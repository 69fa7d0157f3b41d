using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Diagnostics;

/// <summary>A server recovers, and what happened is told once.</summary>
public sealed class RestartReportTests
{
    [Fact]
    public void Restart_IsOneEvent_WithIdReasonAndCount()
    {
        using Family family = new();
        family.Start(new SupervisorOptions { MaxRestarts = 3 }, family.Child("other"), family.Child("orders"));

        for (int death = 1; death <= 3; death++)
        {
            int before = family.Simulation.Reports.Count;
            family.End("orders", new ExitReason.Custom("no_paper"));
            Report[] told = [.. family.Simulation.Reports.Skip(before)];

            Report.SupervisorTrouble trouble = Assert.Single(told.OfType<Report.SupervisorTrouble>());
            Assert.Equal(("orders", new ExitReason.Custom("no_paper"), "root"), (trouble.ChildId, trouble.Reason, trouble.Path));
            Assert.Equal($"Restarting it: restart {death} of 3 allowed in 5 s.", trouble.Decision);
            Report.ChildStarted started = Assert.Single(told.OfType<Report.ChildStarted>());
            Assert.Equal(("orders", death + 1, family["orders"]), (started.ChildId, started.Incarnation, started.Child));
        }
    }
}
