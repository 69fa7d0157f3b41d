using System.Globalization;

namespace Supervision.Testing;

/// <summary>What a run of chaos in which everything held has done.</summary>
/// <param name="Plans">How many plans; of a live run how many were begun.</param>
/// <param name="Schedules">How many orders of steps they were run in, together; 0 for a live run.</param>
/// <param name="Strikes">How many actions met somebody or something.</param>
/// <param name="Loads">How often the load's work was done, and <paramref name="FailedLoads"/> how often it failed, or its process ended in the midst of it.</param>
/// <param name="FailedLoads">As <paramref name="Loads"/>.</param>
/// <param name="Ended">How many runs ended early because the tree's root gave up, as the rules say it must.</param>
/// <param name="NeverHit">The fault points to which no code came in any run.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record ChaosReport(
    int Plans, int Schedules, long Strikes, long Loads, long FailedLoads, int Ended, IReadOnlyList<string> NeverHit)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string orders = Schedules > 0 ? string.Create(CultureInfo.InvariantCulture, $" in {Schedules} orders") : "";
        string loads = Loads > 0 ? string.Create(CultureInfo.InvariantCulture, $"; work done {Loads} times, of which {FailedLoads} failed") : "";
        string ended = Ended > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {Ended} runs ended early with their root") : "";
        string points = NeverHit.Count > 0 ? $"; fault points never hit: {string.Join(", ", NeverHit)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Plans} plan{(Plans == 1 ? "" : "s")}{orders}, {Strikes} strikes{loads}{ended}{points}");
    }
}
