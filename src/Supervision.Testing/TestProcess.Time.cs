namespace Supervision.Testing;

/// <summary>Time.</summary>
public sealed partial class TestProcess
{
    /// <summary>Lets virtual time pass and waits for it: when this completes, everything due on the way has happened, at its own
    /// instant, with all that it has caused.</summary>
    /// <param name="time">How much; zero for until nothing else can happen now. Not infinite.</param>
    /// <returns>Completes in the test's turn, at the very end of that time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or infinite.</exception>
    public Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Simulation.ReachAsync(Simulation.Time.Elapsed + time);
    }

    /// <summary>One of several values: the first in the plain order, drawn with a seed; when many orders are explored, the values are too. For
    /// faults that may happen or not.</summary>
    /// <param name="count">How many values; at least 1.</param>
    /// <returns>From 0 to one less than <paramref name="count"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <remarks><para><b>From:</b> inside the simulation's processes.</para></remarks>
    public int Choose(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Simulation.ChooseValue(count);
    }
}
