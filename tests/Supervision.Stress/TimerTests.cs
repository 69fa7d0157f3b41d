namespace Supervision.Stress;

/// <summary>Timers of several processes at once, on the thread of the timers: some are near, some far, many are cancelled.</summary>
public sealed class TimerTests
{
    private const int Owners = 8;
    private const int TimersOfEach = 2000;

    /// <summary>Many times what the queue takes for near.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task Timers_StartedAndCancelledByManyProcesses_ComeOnceInTheirTimeAndOrder()
    {
        await using ProcessRuntime runtime = new();
        for (int round = 0; round < Load.Times(2); round++)
        {
            Task<ExitReason>[] owners =
            [
                .. Enumerable.Range(0, Owners).Select(i => runtime.Spawn(context => StartAndCancelAsync(context, new Random((1000 * round) + i)))
                    .WaitForExitAsync(TestContext.Current.CancellationToken)),
            ];
            Assert.All(await Task.WhenAll(owners).InTime(), static reason => Assert.Equal(ExitReason.Normal, reason));
        }

        Assert.Equal(0, runtime.TimerCount);
        Assert.Equal(0, runtime.DeadLetterCount);
    }

    private static async Task StartAndCancelAsync(ProcessContext context, Random random)
    {
        Dictionary<Alarm, TimerRef> pending = [];
        List<TimerRef> toCancel = [];
        for (int i = 0; i < TimersOfEach; i++)
        {
            TimeSpan after = Longest * random.NextDouble();
            long before = context.Time.GetTimestamp();
            Alarm alarm = new(i, before + (long)(after.TotalSeconds * context.Time.TimestampFrequency));
            TimerRef timer = context.SendAfter(after, context.Self, alarm);
            alarm.Latest = alarm.Earliest + context.Time.GetTimestamp() - before;
            if (random.Next(3) == 0)
            {
                toCancel.Add(timer);
                _ = random.Next(2) == 0 && context.Cancel(timer);
            }
            else
            {
                pending.Add(alarm, timer);
            }
        }

        toCancel.ForEach(timer => context.Cancel(timer));
        await TakeAllAsync(context, pending);
        Assert.Null(await context.TryReceiveAsync<Alarm>(TimeSpan.Zero));
    }

    private static async Task TakeAllAsync(ProcessContext context, Dictionary<Alarm, TimerRef> pending)
    {
        long latestEarliest = 0;
        while (pending.Count > 0)
        {
            Alarm alarm = await context.ReceiveAsync<Alarm>();
            Assert.True(pending.Remove(alarm), $"{alarm} comes once, and not when it was cancelled");
            Assert.True(context.Time.GetTimestamp() >= alarm.Earliest, $"{alarm} is not early");
            Assert.True(alarm.Latest >= latestEarliest, $"{alarm} is not behind what is due later");
            latestEarliest = Math.Max(latestEarliest, alarm.Earliest);
        }
    }

    /// <summary>What a timer brings, and between which timestamps it is due.</summary>
    private sealed class Alarm(int number, long earliest)
    {
        internal long Earliest => earliest;

        internal long Latest { get; set; }

        public override string ToString() => $"alarm {number}";
    }
}
