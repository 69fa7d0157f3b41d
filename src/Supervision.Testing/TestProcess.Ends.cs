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
    public async Task<ExitReason> ExpectDownAsync(Pid process, ExitReason? reason = null, TimeSpan? within = null)
    {
        TimeSpan limit = Checked(within);
        Scope.Observations.Expect(process);
        ExitReason actual = await Scope.Observations.FirstAsync(this, () => Scope.Observations.EndOf(process), limit).ConfigureAwait(true) // in the test's process
            ?? throw KitErrors.NoEnd(process, limit, Scope.World);
        return reason is null || reason == actual ? actual : throw KitErrors.OtherEnd(process, reason, actual);
    }

    /// <summary>Waits for a crash: the end of a process by its own code with a reason that is not orderly.</summary>
    /// <param name="match">Which; null for any that was not expected before.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; zero for one that was before; infinite for ever.</param>
    /// <param name="what">The text of <paramref name="match"/>; the compiler fills it in.</param>
    /// <returns>Completes with the report of the oldest such crash, also when it was before. It is no surprise any more.</returns>
    /// <exception cref="TestFailedException">There was none in time.</exception>
    public async Task<Report.ProcessCrashed> ExpectCrashAsync(
        Func<Report.ProcessCrashed, bool>? match = null, TimeSpan? within = null, [CallerArgumentExpression(nameof(match))] string? what = null)
    {
        TimeSpan limit = Checked(within);
        return await Scope.Observations.FirstAsync(this, () => Scope.Observations.TakeCrash(match), limit).ConfigureAwait(true) // in the test's process
            ?? throw KitErrors.NoCrash(what, limit, Scope.World);
    }

    /// <summary>Crashes are what this test is about: none of them fails it.</summary>
    public void AllowCrashes() => Scope.AllowsCrashes = true;
}
