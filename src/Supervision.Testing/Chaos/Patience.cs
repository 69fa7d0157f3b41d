namespace Supervision.Testing.Chaos;

/// <summary>Waiting for something, but not for ever.</summary>
internal static class Patience
{
    /// <summary>No clock waits for longer at once.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Completes when something has, or a time is over, or somebody has had enough. The clock keeps nothing of it then: a long run
    /// waits for very much.</summary>
    /// <param name="what">What is waited for; how it ends does not matter here.</param>
    /// <param name="limit">How long; zero or less for not at all, and a day at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="enough">Somebody has had enough.</param>
    internal static async Task AwaitAsync(Task what, TimeSpan limit, TimeProvider time, CancellationToken enough)
    {
        if (!what.IsCompleted && limit > TimeSpan.Zero)
        {
            Task waited = what.WaitAsync(Limited(limit), time, enough);
            await Task.WhenAny(waited).ConfigureAwait(true); // where it is waited

            // Looked at: that it took too long is nobody's error.
            _ = waited.Exception;
        }
    }

    /// <summary>Lets a time pass, a day at most, unless somebody has had enough.</summary>
    internal static async Task PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken enough) =>
        await Task.WhenAny(Task.Delay(Limited(pause), time, enough)).ConfigureAwait(true); // where it is waited

    private static TimeSpan Limited(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time < Longest ? time : Longest;
}
