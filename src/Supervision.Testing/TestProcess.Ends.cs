using System.Runtime.CompilerServices;
using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>Ends and crashes.</summary>
public sealed partial class TestProcess
{
    /// <summary>Waits for the end of a process. If it crashes, that is no surprise.</summary>
    /// <param name="process">The process; it may have ended before.</param>
    /// <param name="reason">What it must end with; null for anything.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; zero for one that has ended; infinite for ever.</param>
    /// <returns>Completes with the reason it has ended with.</returns>
    /// <exception cref="TestFailedException">It has not ended in time, or ended with another reason.</exception>
    public Task<ExitReason> ExpectDownAsync(Pid process, ExitReason? reason = null, TimeSpan? within = null) =>
        Scope.Waits.Add($"the end of {process}", AwaitDownAsync(process, reason, Checked(within)));

    /// <summary>Waits for a crash: the end of a process by its own code with a reason that is not orderly.</summary>
    /// <param name="match">Which; null for any that was not expected before.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; zero for one that was before; infinite for ever.</param>
    /// <param name="what">The text of <paramref name="match"/>; the compiler fills it in.</param>
    /// <returns>Completes with the report of the oldest such crash, also when it was before. It is no surprise any more.</returns>
    /// <exception cref="TestFailedException">There was none in time.</exception>
    public Task<Report.ProcessCrashed> ExpectCrashAsync(
        Func<Report.ProcessCrashed, bool>? match = null, TimeSpan? within = null, [CallerArgumentExpression(nameof(match))] string? what = null) =>
        Scope.Waits.Add("a crash", AwaitCrashAsync(match, Checked(within), what));

    /// <summary>Crashes are what this test is about: none of them fails it.</summary>
    public void AllowCrashes() => Scope.AllowsCrashes = true;

    private async Task<ExitReason> AwaitDownAsync(Pid process, ExitReason? reason, TimeSpan limit)
    {
        Scope.Observations.Expect(process);
        ExitReason actual = await Scope.Observations.FirstAsync(this, () => Scope.Observations.EndOf(process), limit).ConfigureAwait(true) // in the test's process
            ?? throw KitErrors.NoEnd(process, limit, Scope.World);
        return reason is null || reason == actual ? actual : throw KitErrors.OtherEnd(process, reason, actual);
    }

    private async Task<Report.ProcessCrashed> AwaitCrashAsync(Func<Report.ProcessCrashed, bool>? match, TimeSpan limit, string? what)
    {
        return await Scope.Observations.FirstAsync(this, () => Scope.Observations.TakeCrash(match), limit).ConfigureAwait(true) // in the test's process
            ?? throw KitErrors.NoCrash(what, limit, Scope.World);
    }
}
