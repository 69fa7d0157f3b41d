using System.Globalization;

namespace Supervision.Benchmarks;

/// <summary>How late a process that wants a turn every ten milliseconds gets it, beside processes that always have something to do.</summary>
internal static class Heartbeats
{
    private const int Beats = 100;
    private const int MostQueued = 100_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>One line for each neighbour.</summary>
    internal static async Task<IReadOnlyList<string>> MeasureAsync() =>
    [
        await MeasureAsync("nothing", static (_, _) => Task.CompletedTask),
        await MeasureAsync("a ping-pong pair", PlayAsync),
        await MeasureAsync("a process that sends to itself", static async (runtime, _) =>
            (await runtime.StartServerAsync(static () => new SelfSender())).Cast(Play.TheBall)),
        await MeasureAsync("a flooded receiver", FloodAsync),
        await MeasureAsync("all three", static async (runtime, token) =>
        {
            await PlayAsync(runtime, token);
            (await runtime.StartServerAsync(static () => new SelfSender())).Cast(Play.TheBall);
            await FloodAsync(runtime, token);
        }),
    ];

    private static async Task<string> MeasureAsync(string neighbour, Func<ProcessRuntime, CancellationToken, Task> start)
    {
        await using ProcessRuntime runtime = new();
        using CancellationTokenSource end = new();
        await start(runtime, end.Token);
        List<double> late = [];
        Pid heart = runtime.Spawn(async context =>
        {
            for (int i = 0; i < Beats; i++)
            {
                long since = TimeProvider.System.GetTimestamp();
                context.SendAfter(Interval, context.Self, Play.TheBall);
                await context.ReceiveAsync<Play.Ball>();
                late.Add((TimeProvider.System.GetElapsedTime(since) - Interval).TotalMilliseconds);
            }
        });
        await heart.WaitForExitAsync(CancellationToken.None);
        await end.CancelAsync();
        late.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"one pool thread, beside {neighbour}: a beat every {Interval.TotalMilliseconds:0} ms is late by {late[Beats / 2]:0.00} ms (median), {late[^1]:0.00} ms (worst of {Beats})");
    }

    private static async Task PlayAsync(ProcessRuntime runtime, CancellationToken token)
    {
        ServerRef<Play> first = await runtime.StartServerAsync(static () => new Player());
        ServerRef<Play> second = await runtime.StartServerAsync(static () => new Player());
        first.Cast(new Play.Meet(second, int.MaxValue, static () => { }));
        second.Cast(new Play.Meet(first, int.MaxValue, static () => { }));
        second.Cast(Play.TheBall);
    }

    /// <summary>A thread of its own sends faster than the receiver handles.</summary>
    private static async Task FloodAsync(ProcessRuntime runtime, CancellationToken token)
    {
        int queued = 0;
        ServerRef<Play> receiver = await runtime.StartServerAsync(() => new Flooded(() => Interlocked.Decrement(ref queued)));
        new Thread(() =>
        {
            while (!token.IsCancellationRequested)
            {
                if (Volatile.Read(ref queued) < MostQueued)
                {
                    Interlocked.Increment(ref queued);
                    receiver.Cast(Play.TheBall);
                }
            }
        })
        { IsBackground = true }.Start();
    }

    private sealed class SelfSender : GenServer<Play>
    {
        protected override ValueTask HandleAsync(Play message)
        {
            SelfRef.Cast(message);
            return default;
        }
    }

    private sealed class Flooded(Action handled) : GenServer<Play>
    {
        protected override ValueTask HandleAsync(Play message)
        {
            handled();
            return default;
        }
    }
}
