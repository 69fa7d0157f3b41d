namespace Checks;

/// <summary>Waiting for a program that runs for itself.</summary>
public static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until it is so; false when it never is, within half a minute if nothing else is said.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo, TimeSpan? within = null)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > (within ?? Longest))
            {
                return false;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return true;
    }
}
