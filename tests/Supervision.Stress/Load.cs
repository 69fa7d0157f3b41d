[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Supervision.Stress;

/// <summary>How hard to try, and how long to wait. The environment variable <c>SUPERVISION_STRESS</c> multiplies the amount of work: 1, the
/// default, is a slice of a minute; a soak takes 20 or more.</summary>
internal static class Load
{
    private static readonly int Factor =
        int.TryParse(Environment.GetEnvironmentVariable("SUPERVISION_STRESS"), out int factor) && factor > 0 ? factor : 1;

    /// <summary>Beyond this nothing is slow, something hangs.</summary>
    internal static TimeSpan HangLimit { get; } = TimeSpan.FromSeconds(60 * Factor);

    /// <summary>So much work.</summary>
    internal static int Times(int count) => count * Factor;

    /// <summary>So many processes at once: more than the limit would measure the machine.</summary>
    internal static int Processes(int count, int limit = 1_000_000) => Math.Min(count * Factor, limit);

    /// <summary>For so long in the slice; in a soak for forty seconds times the factor, ten minutes for the usual 15.</summary>
    internal static TimeSpan Lasting(TimeSpan slice) => Factor == 1 ? slice : Factor * TimeSpan.FromSeconds(40);

    /// <summary>Waits for what must happen.</summary>
    internal static Task InTime(this Task task) => task.WaitAsync(HangLimit, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Waits for what must happen.</summary>
    internal static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(HangLimit, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Lets other threads run until something is so.</summary>
    internal static async Task UntilAsync(Func<bool> condition, string what)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < HangLimit, $"never: {what}");
            await PauseAsync(1);
        }
    }

#pragma warning disable RS0030 // Real threads have no other clock, and keep real processors busy.
    /// <summary>Lets real time pass: for other threads, or to see that nothing happens.</summary>
    internal static Task PauseAsync(int milliseconds) => Task.Delay(milliseconds, TestContext.Current.CancellationToken);

    /// <summary>Keeps a processor busy.</summary>
    internal static void Spin(int iterations) => Thread.SpinWait(iterations);
#pragma warning restore RS0030

    /// <summary>Runs a function on threads of its own, all of them at once.</summary>
    internal static Task OnThreads(int count, Action<int> run)
    {
        Barrier start = new(count);
        return Task.WhenAll(Enumerable.Range(0, count).Select(index => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                run(index);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    /// <summary>Prints a figure to the test's output and to the console, where a run of the whole project shows it.</summary>
    internal static void Print(string figure)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figure);
        Console.WriteLine(figure);
    }
}
